"""Ties tests to promises, and leaves behind what a run has shown.

The register (privacy/promises) names the tests and guards that prove each
promise; here the named tests get the mark `promise`, so that
`./dev test -m promise` runs just those. With EVIDENCE=FILE in the environment
the run notes in that file how each check went, when, and with which state of
the code. A partial run changes only what it ran.
"""

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from privacy.promises import PROMISES
from tests.invariants.forbidden import every_story


ROOT = Path(__file__).resolve().parent.parent
REFUSALS = 'tests/invariants/test_refusals.py::test_the_database_refuses'


def checks_of(promise):
    return [
        check
        for proof in promise.proofs
        for check in getattr(proof, 'checks', ())
    ]


def guards_of(story):
    """'its_name on its_table', for everything that stands guard in it."""
    return [
        part.split(' ', 1)[1]
        for guard in story.guards
        for part in guard.name.split(', ')
        if part.startswith(('constraint ', 'trigger '))
    ]


CHECKS = {check for p in PROMISES.values() for check in checks_of(p)}
GUARDS = {str(story): guards_of(story) for story in every_story()}
seen: dict[str, bool] = {}


def checks_shown_by(nodeid):
    """A test shows itself; a story of the database shows its guards."""
    name, _, inputs = nodeid.partition('[')
    if name == REFUSALS:
        return CHECKS.intersection(GUARDS.get(inputs.removesuffix(']'), ()))
    return CHECKS.intersection([name])


def pytest_configure(config):
    config.addinivalue_line('markers', 'promise(*codes): proves a promise')


def pytest_collection_modifyitems(items):
    for item in items:
        shown = checks_shown_by(item.nodeid)
        codes = [
            code
            for code, promise in PROMISES.items()
            if shown.intersection(checks_of(promise))
        ]
        if codes:
            item.add_marker(pytest.mark.promise(*codes))


def pytest_runtest_logreport(report):
    # A test that was skipped shows nothing, neither good nor bad.
    if report.when == 'call' or report.failed:
        for check in checks_shown_by(report.nodeid):
            passed = report.passed and seen.get(check, True)
            if not report.skipped:
                seen[check] = passed


def pytest_sessionfinish(session):
    target = os.environ.get('EVIDENCE')
    if target and not hasattr(session.config, 'workerinput'):
        file = ROOT / target
        known = json.loads(file.read_text()) if file.exists() else {}
        kept = {name: line for name, line in known.items() if name in CHECKS}
        lines = json.dumps(kept | noted(), indent=1, sort_keys=True)
        file.write_text(lines + '\n')


def noted():
    at, commit = datetime.now(UTC).isoformat(timespec='seconds'), state()
    return {
        check: {'passed': passed, 'at': at, 'commit': commit}
        for check, passed in seen.items()
    }


def state():
    """The commit, and whether anything was changed since."""
    return git('rev-parse', '--short=12', 'HEAD') + (
        ', edited' * bool(git('status', '--porcelain'))
    )


def git(*words):
    ran = subprocess.run(
        ['git', *words], cwd=ROOT, capture_output=True, text=True
    )
    return ran.stdout.strip() or 'unknown' * (words[0] == 'rev-parse')
