"""The acts about who somebody is (Articles 11 and 12(6))."""

from __future__ import annotations

from typing import Any

from privacy import clock
from privacy.cases import handling, taking_in
from privacy.desk import forms
from privacy.desk.act import Act, Preview
from privacy.desk.fields import today
from privacy.desk.possible import (
    COMPLAIN,
    first_of,
    has_ended,
    is_in_doubt,
    is_not_at_work,
    letter,
    nobody_reads,
    plainly,
    refusal_waits,
)
from privacy.models import Action, Author, Right, State


LAST_DAYS = 2


def nobody_asked(dsr: Any) -> str:
    return 'Nobody asked who they are.' * (dsr.state != State.VERIFYING)


def has_time_left(dsr: Any) -> str:
    left = clock.days_left(dsr.answer_by, today())
    if left <= LAST_DAYS:
        return ''
    return f'They have time: our answer is due on {dsr.answer_by:%d %B %Y}.'


ASK = Act(
    'ask',
    'Ask who they are',
    'Only with a reasonable doubt, which you write down (Article 12(6)). The '
    'link in our letter is proof enough in almost every case.',
    needs=Action.IDENTITY_ASKED,
    form=forms.DoubtForm,
    do=handling.ask_identity,
    why_not=first_of(
        *(is_not_at_work, nobody_reads, is_in_doubt, refusal_waits),
        lambda dsr: 'More time was taken already.' * bool(dsr.extended_to),
    ),
    preview=letter(
        'doubt',
        'Nothing is shown or done for them until you accept their answer.',
        'The due day stays where it is.',
    ),
)
ACCEPT = Act(
    'accept',
    'It is them',
    'No more doubt: the request goes on.',
    needs=Action.IDENTITY_ACCEPTED,
    do=handling.accept_identity,
    why_not=lambda dsr: (
        'Nobody asked who they are.' * (dsr.state != State.VERIFYING)
    ),
    preview=plainly(
        'The request is open again, and what the site does by itself it does '
        'at once.'
    ),
)
LAPSE = Act(
    'lapse',
    'Close without their answer',
    'They did not say who they are, and the day on which our answer is due is '
    'near. They may ask again at any time.',
    needs=Action.LAPSED,
    form=forms.LapseForm,
    do=handling.lapse,
    why_not=first_of(
        nobody_asked,
        lambda dsr: (
            'They answered: read it.' * (dsr.last_word == Author.PERSON)
        ),
        has_time_left,
    ),
    preview=letter('reason', 'The request is closed.', COMPLAIN),
)
UNPROVEN = Act(
    'unproven',
    'Close: nobody proved the address',
    'We wrote it down and sent a link, and nobody opened it. Say what else '
    'you tried to reach them.',
    needs=Action.LAPSED,
    form=forms.UnprovenForm,
    do=handling.close_unproven,
    why_not=first_of(
        is_not_at_work,
        lambda dsr: 'Somebody proved the address.' * dsr.is_proven,
        lambda dsr: 'A second person looks at it.' * dsr.is_vouched_for,
        lambda dsr: (
            'The link in our letter still works.' * handling.link_is_alive(dsr)
        ),
    ),
    preview=lambda dsr, said: Preview(
        ['The request is closed. No letter goes out: nobody would read it.'],
        said['reason'],
    ),
)
VOUCH = Act(
    'vouch',
    'Vouch for an address',
    'For somebody who cannot read that mailbox any more, or for the address '
    'of a child. A second person must agree.',
    needs=Action.VOUCHED,
    form=forms.VouchForm,
    do=taking_in.vouch,
    why_not=first_of(
        has_ended,
        lambda dsr: 'It is deleted already.' * bool(dsr.erased_at),
        lambda dsr: (
            'A second person looks at one already.' * dsr.is_vouched_for
        ),
    ),
    preview=lambda dsr, said: Preview(
        [
            'A second person is asked to agree. Until then nothing is shown '
            'or deleted for this address.',
            'No letter goes there.',
            *['What we hold about it is locked at once.']
            * (dsr.right == Right.CHILD),
        ]
    ),
)
CONFIRM = Act(
    'confirm',
    'Agree that it is them',
    'A colleague vouched for this person. You are the second one to look.',
    needs=Action.VOUCH_APPROVED,
    do=taking_in.approve,
    begun_by=lambda dsr: [c.vouched_by_id for c in dsr.addresses.all()],
    why_not=lambda dsr: (
        'Nobody vouched for anybody.' * (not dsr.is_vouched_for)
    ),
    preview=lambda dsr, said: Preview(
        ['The request goes on for this person.'],
        '\n\n'.join(
            f'{claim.email}\n{claim.vouched_by.called}: {claim.vouched_how}'
            for claim in dsr.addresses.select_related('vouched_by')
            if claim.is_vouched_for
        ),
    ),
)
DOUBT = Act(
    'doubt',
    'Do not agree that it is them',
    'The address then counts as nobody’s, and nothing is done for it.',
    needs=Action.VOUCH_DECLINED,
    do=taking_in.decline,
    why_not=CONFIRM.why_not,
    preview=plainly('Nothing is shown or deleted for this address.'),
)
LINK = Act(
    'link',
    'Send the link again',
    'Another letter with a fresh link, to the address that is not proven yet.',
    needs=Action.LINK_REISSUED,
    do=taking_in.send_link,
    why_not=lambda dsr: (
        has_ended(dsr)
        or 'Their address is proven.' * dsr.is_proven
        or 'Their own request is renewed by themselves.' * (not dsr.is_at_work)
        or 'Somebody vouched for it.' * dsr.is_vouched_for
    ),
    preview=plainly('A letter with a link that works for 48 hours goes out.'),
)
