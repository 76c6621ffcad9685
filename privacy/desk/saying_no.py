"""The acts that take more time or say no (Article 12(3) to (5))."""

from __future__ import annotations

from privacy.cases import handling, refusing
from privacy.desk import forms
from privacy.desk.act import Act, Preview
from privacy.desk.fields import today
from privacy.desk.possible import (
    COMPLAIN,
    first_of,
    has_ended,
    is_in_doubt,
    is_not_at_work,
    nobody_reads,
    plainly,
    refusal_waits,
    told,
)
from privacy.models import Action, Ground, Right


EXTEND = Act(
    'extend',
    'Take more time',
    'Once, with a reason that the person reads, and only before the first due '
    'day (Article 12(3)).',
    needs=Action.EXTENDED,
    form=forms.ExtendForm,
    do=handling.extend,
    why_not=first_of(
        *(is_not_at_work, nobody_reads, is_in_doubt),
        lambda dsr: (
            'A complaint is answered within 30 days, always.'
            * (dsr.right == Right.COMPLAINT)
        ),
        lambda dsr: 'It was extended once.' * bool(dsr.extended_to),
        lambda dsr: 'Its first due day is over.' * (today() > dsr.due_on),
    ),
    preview=lambda dsr, said: Preview(
        [
            f'It is due on {said["to"]:%d %B %Y} instead of '
            f'{dsr.due_on:%d %B %Y}. There is no second time.',
            told(dsr),
        ],
        said['reason'],
    ),
)
REFUSE = Act(
    'refuse',
    'Propose to refuse',
    'You say why; a second person agrees or not. Only then the person hears '
    'of it.',
    needs=Action.REFUSAL_PROPOSED,
    form=forms.RefuseForm,
    do=refusing.propose,
    why_not=first_of(is_not_at_work, nobody_reads, refusal_waits),
    preview=lambda dsr, said: Preview(
        [
            'A second person is asked to agree. The ground: '
            f'{Ground(said["ground"]).label}.',
            'The person reads the words below when they do, and where to '
            'complain.',
        ],
        said['reason'],
    ),
)
AGREE = Act(
    'agree',
    'Agree to the refusal',
    'A colleague proposed it. You are the second one to look.',
    needs=Action.REFUSED,
    do=refusing.approve,
    begun_by=lambda dsr: [r.proposed_by_id for r in dsr.refusals.waiting()],
    why_not=lambda dsr: (
        has_ended(dsr) or 'Nobody proposed a refusal.' * (not dsr.has_refusal)
    ),
    preview=lambda dsr, said: Preview(
        [
            *(
                f'{refusal.proposed_by.called} proposed it: '
                f'{refusal.get_ground_display()}.'
                for refusal in dsr.refusals.waiting()
            ),
            'The request is closed as refused.',
            COMPLAIN,
            told(dsr),
        ],
        '\n\n'.join(refusal.reason for refusal in dsr.refusals.waiting()),
    ),
)
DISAGREE = Act(
    'disagree',
    'Do not agree to the refusal',
    'The request goes on as if nothing had been proposed.',
    needs=Action.REFUSAL_DECLINED,
    form=forms.DeclineForm,
    do=refusing.decline,
    why_not=AGREE.why_not,
    preview=plainly('The request goes on. The person hears nothing of it.'),
)
