"""What the team can do with a request, in the order in which it is offered."""

from __future__ import annotations

from privacy.cases import handling
from privacy.desk import forms
from privacy.desk.act import Act
from privacy.desk.data import DECIDE, ERASE, EXPLAIN
from privacy.desk.holds import PROPOSE_FOR
from privacy.desk.identity import (
    ACCEPT,
    ASK,
    CONFIRM,
    DOUBT,
    LAPSE,
    LINK,
    VOUCH,
)
from privacy.desk.possible import (
    CLOSES,
    COMPLAIN,
    first_of,
    has_ended,
    is_in_doubt,
    is_not_at_work,
    is_unfinished,
    letter,
    nobody_reads,
    others_must_answer,
    plainly,
    refusal_waits,
)
from privacy.desk.recipients import EXCUSE, TOLD
from privacy.desk.saying_no import AGREE, DISAGREE, EXTEND, REFUSE
from privacy.models import Action


ANSWER = Act(
    'answer',
    'Answer, and close',
    'Say what was done about it. The person reads your words, and that is the '
    'end of the request.',
    needs=Action.ANSWERED,
    form=forms.AnswerForm,
    do=handling.answer,
    why_not=first_of(
        *(is_not_at_work, nobody_reads, is_in_doubt, refusal_waits),
        *(others_must_answer, is_unfinished),
    ),
    preview=letter('outcome', CLOSES, COMPLAIN),
)
WRITE = Act(
    'write',
    'Write to the person',
    'Ask or tell them something. The request stays open, and our time runs on.',
    needs=Action.MESSAGE_OUT,
    form=forms.MessageForm,
    do=handling.write_to_person,
    why_not=nobody_reads,
    preview=letter('body', 'The request stays open; its due day stays.'),
)

TAKE = Act(
    'take',
    'I look after it',
    '',
    needs=Action.TAKEN,
    do=handling.take,
    why_not=lambda dsr: (
        has_ended(dsr) or 'A colleague looks after it.' * bool(dsr.taken_by_id)
    ),
    preview=plainly(),
    at_once=True,
)
GIVE_BACK = Act(
    'give-back',
    'Give it back',
    '',
    needs=Action.GIVEN_BACK,
    do=handling.give_back,
    why_not=lambda dsr: (
        has_ended(dsr) or 'Nobody looks after it.' * (not dsr.taken_by_id)
    ),
    preview=plainly(),
    at_once=True,
)

ACTS = (
    *(ANSWER, DECIDE, ERASE, EXPLAIN, ACCEPT, AGREE, CONFIRM),
    *(TOLD, EXCUSE),
    *(WRITE, EXTEND, ASK, LAPSE, REFUSE, DISAGREE, DOUBT, VOUCH, LINK),
    PROPOSE_FOR,
    *(TAKE, GIVE_BACK),
)
