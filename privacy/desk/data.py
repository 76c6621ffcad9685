"""The acts that correct and delete (Articles 16 and 17)."""

from __future__ import annotations

from typing import Any

from privacy.cases import correcting, explaining
from privacy.cases.correcting import Verdict, where_it_reads_so
from privacy.desk import forms
from privacy.desk.act import Act, Preview
from privacy.desk.possible import (
    first_of,
    has_ended,
    is_in_doubt,
    is_not_at_work,
    nobody_reads,
    refusal_waits,
    told,
)
from privacy.models import MAY_END_IN_ERASURE, Action, Correction, Decision
from privacy.subjects.scan import scan


def _what_would_change(dsr: Any, said: dict[str, Any]) -> Preview:
    rows = [_verdict_row(verdict) for verdict in said['verdicts']]
    heads = ('What', 'Reads now', 'Will read', 'In places', 'Decision')
    happens = [
        'When all are decided, the request answers itself, with your reasons.',
        'Whoever got the wrong data from us is told.',
    ]
    return Preview([*happens, told(dsr)], table=[heads, *rows])


def _verdict_row(verdict: Verdict) -> tuple[object, ...]:
    one = Correction.objects.get(pk=verdict.correction_pk)
    rows = where_it_reads_so(one)
    places = rows.count() if rows is not None else 0
    accepted = verdict.decision == Decision.ACCEPTED
    will_read = one.new_value if accepted else one.old_value
    decision = 'accepted' if accepted else f'refused: {verdict.reason}'
    return one.field, one.old_value, will_read, places * accepted, decision


DECIDE = Act(
    'decide',
    'Decide the corrections',
    'Accept or refuse each. Accepted, it is changed wherever we hold it.',
    needs=Action.CORRECTED,
    form=forms.DecideForm,
    do=correcting.decide_all,
    template='desk/decide.html',
    why_not=first_of(
        *(is_not_at_work, nobody_reads, is_in_doubt, refusal_waits),
        lambda dsr: (
            'There is no correction to decide.' * (not dsr.has_undecided)
        ),
    ),
    preview=_what_would_change,
)


def _what_would_go(dsr: Any, said: dict[str, Any]) -> Preview:
    steps = forms.plan(dsr.proven_emails())
    heads = ('What', 'Deleted or emptied', 'Stays', 'Because')
    rows = [(s.kind, len(s.goes), len(s.stays), s.ground) for s in steps]
    return Preview(
        [
            'It is deleted at once, and cannot come back.',
            'Then the site searches everywhere for what may be left.',
            told(dsr),
        ],
        table=[heads, *rows],
    )


ERASE = Act(
    'erase',
    'Delete the data',
    'Exactly what the next page shows; if anything changes meanwhile, nothing '
    'happens.',
    needs=Action.ERASURE_DECIDED,
    form=forms.EraseForm,
    do=explaining.decide_erasure,
    template='desk/erase.html',
    why_not=first_of(
        lambda dsr: (
            'The person did not ask for it.'
            * (dsr.right not in MAY_END_IN_ERASURE)
        ),
        *(is_not_at_work, nobody_reads, is_in_doubt, refusal_waits),
        lambda dsr: 'It is decided already.' * dsr.is_to_erase,
    ),
    preview=_what_would_go,
)


def _what_was_found(dsr: Any, said: dict[str, Any]) -> Preview:
    hits = [hit for hit in scan(dsr.proven_emails()) if hit.unexplained]
    heads = ('Where', 'How often it still names the person')
    rows = [(hit.where, hit.unexplained) for hit in hits]
    happens = ['It stays, on the ground you name, and the request goes on.']
    return Preview(happens, said['ground'], table=[heads, *rows])


EXPLAIN = Act(
    'explain',
    'Say why something stays',
    'After the deletion the site searched everywhere, and still found the '
    'address. Look where, have deleted what can be, and say why the rest '
    'stays.',
    needs=Action.SCANNED,
    form=forms.ExplainForm,
    do=explaining.explain_all,
    why_not=lambda dsr: (
        has_ended(dsr)
        or 'The search left nothing to explain.' * (not dsr.unexplained)
    ),
    preview=_what_was_found,
)
