"""Breaks promises on purpose, one line at a time: ./dev sabotage.

A test that never turns red proves nothing. Each sabotage of tests/sabotages.py
is done to a copy of the checkout, and the tests that it names must then fail.
Those that pass all the same are printed as SURVIVED, those that could not be
tried as NOT TRIED. At the end stand the checks that the register of promises
relies on, and that nobody sabotages. Arguments choose sabotages by their file
or by their tests: ./dev sabotage privacy/mail.py test_crawl
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.sabotages import ALL, Sabotage, without_sabotage


ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(
    *('.venv', '.git', 'var', 'static-collected', '__pycache__', '.*_cache'),
    'node_modules',
)


def main(words: list[str]) -> int:
    chosen = [one for one in ALL if not words or is_named(one, words)]
    alive = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, 'copy')
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        for one in chosen:
            alive += tell(one, verdicts(one, copy))
    untried = without_sabotage()
    for check in untried:
        say('NOBODY TRIES', check)
    say(
        '',
        f'{len(chosen)} sabotages of {len(ALL)}, {alive} checks not red, '
        f'{len(untried)} checks without a sabotage',
    )
    return 1 if alive or untried else 0


def is_named(one: Sabotage, words: list[str]) -> bool:
    names = (one.file, *one.checks)
    return any(word in name for word in words for name in names)


def tell(one: Sabotage, found: dict[str, str]) -> int:
    """Print each verdict; gives how many checks did not turn red."""
    for check, verdict in found.items():
        say(verdict, check)
    return sum(verdict != 'killed' for verdict in found.values())


def verdicts(one: Sabotage, copy: Path) -> dict[str, str]:
    if fault := one.fault(copy):
        say('', fault)
        return dict.fromkeys(one.checks, 'NOT TRIED')
    noted = broken(one, copy)
    return {check: verdict(noted.get(check)) for check in one.checks}


def verdict(noted: dict[str, bool] | None) -> str:
    if noted is None:
        return 'NOT TRIED'
    return 'SURVIVED' if noted['passed'] else 'killed'


def broken(one: Sabotage, copy: Path) -> dict[str, dict[str, bool]]:
    """What the named tests showed while the product was broken."""
    file = copy / one.file
    text = file.read_text() if one.was else ''
    file.write_text(text.replace(one.was, one.becomes, 1))
    try:
        return run(one, copy)
    finally:
        file.write_text(text) if one.was else file.unlink()


def run(one: Sabotage, copy: Path) -> dict[str, dict[str, bool]]:
    """Nothing is noted of tests that were skipped or never ran."""
    evidence = copy / 'evidence.json'
    evidence.unlink(missing_ok=True)
    database = [] if one.makes_other_tables else ['--reuse-db']
    subprocess.run(
        [sys.executable, '-m', 'pytest', '-q', *database, *one.checks],
        cwd=copy,
        env={**os.environ, 'TESTING': 'on', 'EVIDENCE': 'evidence.json'},
        capture_output=True,
    )
    return json.loads(evidence.read_text()) if evidence.exists() else {}


def say(verdict: str, words: str) -> None:
    sys.stdout.write(f'{verdict:14}{words}\n')
    sys.stdout.flush()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
