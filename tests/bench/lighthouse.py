"""LIGHTHOUSE: its four scores and its LCP; the site before: 3154 ms at home.

Only where it is installed: npm install --global lighthouse
"""

import json
import os
import shutil
import subprocess

from tests.bench import site, table
from tests.bench.light import PAGES


SCORES = ('performance', 'accessibility', 'best-practices', 'seo')
PRESETS = {'mobile': (), 'desktop': ('--preset=desktop',)}


def measure(full, office):
    from tests.walk.conftest import CHROMIUM

    program = shutil.which('lighthouse')
    if not (program and CHROMIUM):
        return table.line('  NOT MEASURED: no lighthouse, or no Chromium')
    with site.whole() as port:
        table.row('', *(name.split('-')[0] for name in SCORES), 'LCP')
        for preset, flags in PRESETS.items():
            for path in PAGES:
                address = f'http://127.0.0.1:{port}{path}'
                report = judge(program, CHROMIUM, address, flags)
                scores = [
                    round(report['categories'][name]['score'] * 100)
                    for name in SCORES
                ]
                seen = report['audits']['largest-contentful-paint']
                lcp = f'{seen["numericValue"]:.0f} ms'
                table.row(f'{preset} {path}', *scores, lcp)
    return None


def judge(program, chromium, address, flags):
    said = subprocess.run(
        [program, address, '--quiet', '--output=json', *flags,
         '--chrome-flags=--headless=new --no-sandbox'],
        env=os.environ | {'CHROME_PATH': chromium},
        capture_output=True,
        check=True,
    )  # fmt: skip
    return json.loads(said.stdout)
