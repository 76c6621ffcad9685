"""The ledger says of each promise what is known, and not a word more."""

import ast
import io
import json
import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from privacy.models import Right, State
from privacy.promises import PROMISES, evidence, figures, state
from privacy.promises.proofs import Clock, NotYet, Refused, Shown, Word
from privacy.promises.state import Judge, Verdict
from tests import make
from tests.evidence import CHECKS, GUARDS
from tests.sabotages import ALL, NO_FILE, Sabotage, without_sabotage


ROOT = Path(__file__).resolve().parents[2]
PROOFS = [
    (code, proof)
    for code, promise in PROMISES.items()
    for proof in promise.proofs
]


@cache
def functions_of(file):
    tree = ast.parse((ROOT / file).read_text())
    return {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}


def of_kind(kind):
    return [(code, proof) for code, proof in PROOFS if isinstance(proof, kind)]


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Write what a run of the tests would have left behind."""
    file = tmp_path / 'evidence.json'
    monkeypatch.setattr(evidence, 'FILE', file)

    def write(failed=(), missing=(), days=0):
        at = (timezone.now() - timedelta(days=days)).isoformat()
        lines = {
            check: {'passed': check not in failed, 'at': at, 'commit': 'abc'}
            for check in CHECKS
            if check not in missing
        }
        file.write_text(json.dumps(lines))

    return write


def verdict_of(code):
    return Judge().standing(PROMISES[code]).verdict


# --- The register -------------------------------------------------------------


def test_there_are_81_promises_in_the_order_of_the_policy():
    assert list(PROMISES) == [f'P{number:02}' for number in range(1, 82)]


def test_every_promise_has_a_proof():
    without = [
        code
        for code, promise in PROMISES.items()
        if all(isinstance(proof, NotYet) for proof in promise.proofs)
    ]

    assert not without


def test_every_test_that_is_named_is_there():
    missing = [
        (code, check)
        for code, proof in of_kind(Shown | Clock)
        for check in proof.checks
        if check.partition('::')[2]
        not in functions_of(check.partition('::')[0])
    ]

    assert not missing


@pytest.mark.django_db
def test_every_guard_that_is_named_stands_in_the_database():
    standing = state._standing_guards()

    missing = [
        (code, name)
        for code, proof in of_kind(Refused)
        for name in proof.guards
        if name not in standing
    ]
    assert not missing


def test_every_guard_that_is_named_is_taken_away_by_the_mutants():
    told = {name for names in GUARDS.values() for name in names}

    missing = [
        (code, name)
        for code, proof in of_kind(Refused)
        for name in proof.guards
        if name not in told
    ]
    assert not missing


def test_every_sabotage_breaks_something_that_is_there():
    faults = [fault for one in ALL if (fault := one.fault(ROOT))]

    assert not faults
    assert not {check for one in ALL for check in one.checks} - CHECKS


def test_every_check_that_is_named_has_its_sabotage():
    assert not without_sabotage()


@pytest.mark.parametrize(
    ('file', 'was', 'fault'),
    [
        ('manage.py', 'sys.argv', ''),
        ('manage.py', 'no such line', 'manage.py has 0 times, not once'),
        ('manage.py', 'import', 'not once: import'),
        ('moved.py', 'sys.argv', 'moved.py is gone'),
        ('moved.py', NO_FILE, ''),
        ('manage.py', NO_FILE, 'manage.py is there already'),
    ],
)
def test_a_sabotage_that_breaks_nothing_says_why(file, was, fault):
    said = Sabotage(file, was, 'broken', ()).fault(ROOT)

    assert fault in said
    assert bool(said) == bool(fault)


def test_every_clock_that_is_named_ticks():
    named = {proof.figure for _, proof in of_kind(Clock)}

    assert named == set(figures.CLOCKS)


def test_a_word_is_a_sentence_that_somebody_can_stand_by():
    words = [proof.about for _, proof in of_kind(Word)]

    assert all(re.fullmatch(r'[A-Z].{20,}\.', words) for words in words)


def test_marks_name_promises_that_there_are(request):
    marks = [
        m
        for item in request.session.items
        for m in item.iter_markers('promise')
    ]

    assert marks
    assert {code for mark in marks for code in mark.args} <= set(PROMISES)


# --- The verdict --------------------------------------------------------------


@pytest.mark.django_db
def test_without_a_run_nothing_is_called_kept(run):
    assert verdict_of('P05') == Verdict.UNKNOWN


@pytest.mark.django_db
def test_what_a_run_has_shown_is_kept(run):
    run()

    assert verdict_of('P05') == Verdict.KEPT
    assert verdict_of('P57') == Verdict.KEPT


@pytest.mark.django_db
def test_what_was_shown_long_ago_is_unknown(run):
    run(days=31)

    assert verdict_of('P05') == Verdict.UNKNOWN


@pytest.mark.django_db
def test_what_will_be_shown_tomorrow_is_unknown(run):
    run(days=-1)

    assert verdict_of('P05') == Verdict.UNKNOWN


@pytest.mark.django_db
@pytest.mark.parametrize(
    'broken',
    [
        '',
        '{"a test": {"passed": tr',
        '[]',
        '{"a test": true}',
        '{"a test": {"passed": true}}',
        '{"a test": {"passed": true, "at": "soon", "commit": "a"}}',
        '{"a test": {"passed": true, "at": "2026-11-22", "commit": "a"}}',
    ],
)
def test_a_run_that_cannot_be_read_has_shown_nothing(client, run, broken):
    run()
    evidence.FILE.write_text(broken)

    assert verdict_of('P05') == Verdict.UNKNOWN
    assert client.get('/privacy/promises/').status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize('passed', ['"yes"', '1', 'null'])
def test_only_true_is_passed(run, passed):
    run()
    lines = evidence.FILE.read_text().replace('true', passed)
    evidence.FILE.write_text(lines)

    assert verdict_of('P05') == Verdict.BROKEN


@pytest.mark.django_db
def test_what_a_run_left_out_is_unknown(run):
    run(missing=['tests/contact/test_enquiry.py::test_a_name_is_not_needed'])

    assert verdict_of('P05') == Verdict.UNKNOWN


@pytest.mark.django_db
def test_a_guard_that_is_gone_from_the_database_breaks_it_at_once(
    run, monkeypatch
):
    run()
    gone = 'good_faith_is_weighed_in_writing on privacy_disclosure'
    standing = state._standing_guards()
    monkeypatch.setattr(state, '_standing_guards', lambda: standing - {gone})

    assert verdict_of('P58') == Verdict.BROKEN
    assert verdict_of('P57') == Verdict.KEPT


@pytest.mark.django_db
def test_a_late_answer_breaks_it_at_once(run):
    run()
    assert verdict_of('P44') == Verdict.KEPT

    make.open_case(Right.ACCESS, now=timezone.now() - timedelta(days=40))

    assert verdict_of('P44') == Verdict.BROKEN


@pytest.mark.django_db
def test_a_word_counts_until_it_runs_out(run):
    run()
    today = timezone.localdate()
    make.attestation(
        said_on=today - timedelta(days=180),
        valid_until=today - timedelta(days=1),
    )
    assert verdict_of('P68') == Verdict.UNKNOWN

    make.attestation(said_on=today, valid_until=today + timedelta(days=90))

    assert verdict_of('P68') == Verdict.WORD


@pytest.mark.django_db
def test_what_is_still_missing_is_never_called_kept(run):
    run()
    kept = PROMISES['P05']
    lacking = replace(kept, proofs=(*kept.proofs, NotYet('A proof.')))

    assert Judge().standing(kept).verdict == Verdict.KEPT
    assert Judge().standing(lacking).verdict == Verdict.UNKNOWN


# --- The page -----------------------------------------------------------------


@pytest.mark.django_db
def test_one_broken_check_is_said_at_the_top(client, run):
    run()
    assert (
        'a check just now'
        not in client.get('/privacy/promises/').content.decode()
    )

    run(failed=['tests/contact/test_enquiry.py::test_a_name_is_not_needed'])

    page = client.get('/privacy/promises/').content.decode()
    assert '1 promise fails a check just now' in page
    assert page.index('a check just now') < page.index('id="P01"')


@pytest.mark.django_db
def test_every_promise_is_on_the_page_and_leads_to_its_clause(client):
    page = client.get('/privacy/promises/').content.decode()
    policy = client.get('/privacy/').content.decode()

    for code, promise in PROMISES.items():
        assert f'<li id="{code}">' in page
        for clause in promise.clauses:
            assert f'href="/privacy/#{clause}"' in page
            assert f'id="{clause}"' in policy


@pytest.mark.django_db
def test_its_figures_are_those_of_the_register(client):
    now = timezone.now()
    make.dsr(received_on=timezone.localdate() - timedelta(days=4))
    make.dsr(state=State.ANSWERED, now=now - timedelta(days=10), closed_at=now)

    page = client.get('/privacy/promises/').content.decode()

    assert figures.answered() == 2
    assert figures.median_days() == 7
    assert figures.overdue_ever() == 0
    assert re.search(r'Requests answered</dt>\s*<dd>2</dd>', page)
    assert re.search(r'median</dt>\s*<dd>7</dd>', page)


@pytest.mark.django_db
def test_its_figures_name_nobody(client):
    make.dsr()
    make.disclosure()
    make.attestation(email=make.ADA)

    page = client.get('/privacy/promises/').content.decode()

    assert make.ADA not in page
    assert 'Ada' not in page


# --- The command --------------------------------------------------------------


@pytest.mark.django_db
def test_the_command_counts_them_and_says_what_rests_on_words(run):
    run()
    out = io.StringIO()

    call_command('promises', stdout=out)

    told = out.getvalue()
    assert '81 of 81 have a proof. By a dated word alone: P68;' in told
    assert told.count('\nP') == 81
    assert 'P68  Unknown' in told
