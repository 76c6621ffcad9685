"""Breaks promises on purpose, one line at a time: ./dev sabotage.

A test that never turns red proves nothing. Each sabotage of tests/sabotages.py
is done to a copy of the checkout, and the tests that it names must then fail.
Those that pass all the same are printed as SURVIVED. At the end stand the
checks that the register of promises relies on, and that nobody sabotages.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from privacy.promises import PROMISES
from privacy.promises.proofs import Shown
from tests.sabotages import ALL, Sabotage


ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(
    *('.venv', '.git', 'var', 'static-collected', '__pycache__', '.*_cache')
)


def main(words: list[str]) -> int:
    chosen = [s for s in ALL if not words or any(w in s.file for w in words)]
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, 'copy')
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        for one in chosen:
            survived += len(survivors(one, copy))
    for check in unsabotaged():
        say('NOBODY TRIES', check)
    say(
        '',
        f'{len(chosen)} sabotages, {survived} checks survived, '
        f'{len(unsabotaged())} of {len(shown())} checks without one',
    )
    return 1 if survived else 0


def survivors(one: Sabotage, copy: Path) -> list[str]:
    file = copy / one.file
    text = file.read_text()
    if text.count(one.was) != 1:
        say('SURVIVED', f'{one.file}: there is no such line (any more)')
        return list(one.checks)
    file.write_text(text.replace(one.was, one.becomes))
    try:
        noted = run(one, copy)
    finally:
        file.write_text(text)
    green = [c for c in one.checks if noted.get(c, {'passed': True})['passed']]
    for check in one.checks:
        say('SURVIVED' if check in green else 'killed', check)
    return green


def run(one: Sabotage, copy: Path) -> dict[str, dict[str, bool]]:
    """What the named tests showed; nothing of those that never ran."""
    evidence = copy / 'evidence.json'
    evidence.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, '-m', 'pytest', '-q', '--reuse-db', *one.checks],
        cwd=copy,
        env={**os.environ, 'TESTING': 'on', 'EVIDENCE': 'evidence.json'},
        capture_output=True,
    )
    return json.loads(evidence.read_text()) if evidence.exists() else {}


def shown() -> set[str]:
    return {
        check
        for promise in PROMISES.values()
        for proof in promise.proofs
        if isinstance(proof, Shown)
        for check in proof.checks
    }


def unsabotaged() -> list[str]:
    return sorted(shown() - {check for one in ALL for check in one.checks})


def say(verdict: str, words: str) -> None:
    sys.stdout.write(f'{verdict:14}{words}\n')
    sys.stdout.flush()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
