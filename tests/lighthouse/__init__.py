"""Lighthouse, Google's judge of pages: the npm package that is pinned here.

Installed by .ci/run, or by hand: npm ci --prefix tests/lighthouse
"""

import json
import shutil
import subprocess
from pathlib import Path


HERE = Path(__file__).parent
NODE = shutil.which('node')
INSTALLED = bool(NODE) and (HERE / 'node_modules' / 'lighthouse').exists()


def judge(chromium, pages, categories):
    """What it says of each address, first as a phone, then as a desktop.

    Each verdict has the page, the screen, scores by category (0 to 100), the
    audits that were missed, and the LCP in milliseconds if it was measured.
    """
    wish = {'chromium': chromium, 'pages': pages, 'categories': categories}
    said = subprocess.run(
        [NODE, 'judge.mjs'],
        cwd=HERE,
        input=json.dumps(wish),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in said.stdout.splitlines()]
