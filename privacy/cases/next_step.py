"""What to do next about a request, in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from privacy.models import (
    Author,
    CaseMessage,
    ClaimedAddress,
    Correction,
    DataSubjectRequest,
    RecipientNotice,
    Refusal,
    Right,
    State,
)


@dataclass(frozen=True)
class NextStep:
    """A sentence, and the act that does it; no act if others must move."""

    sentence: str
    act: str = ''

    @property
    def is_ours(self) -> bool:
        return bool(self.act)


def with_next_step(
    rows: QuerySet[DataSubjectRequest],
) -> QuerySet[DataSubjectRequest]:
    """Requests with all that `next_step` asks of them, in one query."""
    of_it: dict[str, Any] = {'dsr': OuterRef('pk')}
    claims = ClaimedAddress.objects.filter(
        request=OuterRef('pk'), email__isnull=False
    )
    messages = CaseMessage.objects.filter(**of_it).order_by('-at', '-pk')
    return rows.select_related('taken_by').annotate(
        is_proven=Exists(claims.exclude(proven_at=None)),
        is_vouched_for=Exists(
            claims.filter(vouched_by__isnull=False, proven_at=None)
        ),
        reads_letters=Exists(
            claims.filter(vouched_by=None).exclude(proven_at=None)
        ),
        has_undecided=Exists(Correction.objects.filter(**of_it, decision='')),
        has_refusal=Exists(Refusal.objects.waiting().filter(**of_it)),
        waits_for_others=Exists(
            RecipientNotice.objects.unanswered().filter(**of_it)
        ),
        tells_by_hand=Exists(
            RecipientNotice.objects.unanswered().filter(
                **of_it, mailbox='', told_at=None
            )
        ),
        last_word=Subquery(messages.values('author')[:1]),
    )


def next_step(dsr: Any) -> NextStep:
    """For a request that came through `with_next_step`."""
    if dsr.has_ended:
        return NextStep('Nothing: it has ended.')
    if dsr.has_refusal:
        return NextStep('A second person looks at the refusal.', 'agree')
    if dsr.is_vouched_for:
        return NextStep('A second person says whether it is them.', 'confirm')
    if dsr.state == State.RECEIVED:
        return NextStep('Wait until they open the link in our letter.')
    if dsr.state == State.VERIFYING:
        return _while_verifying(dsr)
    if not dsr.is_proven:
        return NextStep('Wait until they open the link in our letter.')
    return _about_the_matter(dsr)


def _while_verifying(dsr: Any) -> NextStep:
    if dsr.last_word == Author.PERSON:
        return NextStep('Read who they say they are.', 'accept')
    return NextStep('Wait for their answer about who they are.')


def _about_the_matter(dsr: Any) -> NextStep:
    return next(step for applies, step in MATTERS if applies(dsr))


BY_ITSELF = (
    *(Right.ACCESS, Right.PORTABILITY, Right.RESTRICTION),
    *(Right.WITHDRAWAL, Right.ERASURE),
)


def _does_it_itself(dsr: Any) -> bool:
    return dsr.right in BY_ITSELF and dsr.reads_letters and not dsr.team_told_at


# The first that applies.
MATTERS: list[tuple[Callable[[Any], object], NextStep]] = [
    (
        lambda dsr: dsr.tells_by_hand,
        NextStep('Tell a recipient by letter or telephone.', 'told'),
    ),
    (
        lambda dsr: dsr.waits_for_others,
        NextStep('Wait for a recipient, or say why not.', 'excuse'),
    ),
    (
        lambda dsr: dsr.has_undecided,
        NextStep('Decide the corrections.', 'decide'),
    ),
    (
        lambda dsr: dsr.unexplained,
        NextStep('Say why what the search found stays.', 'explain'),
    ),
    (
        _does_it_itself,
        NextStep('Nothing: the site answers by itself, in a minute.'),
    ),
    (
        lambda dsr: dsr.right == Right.CHILD and not dsr.is_to_erase,
        NextStep('Delete it, or say why not.', 'erase'),
    ),
    (
        lambda dsr: dsr.erased_at and dsr.reads_letters,
        NextStep('Wait for the end of a hold.'),
    ),
    (
        lambda dsr: dsr.last_word == Author.PERSON,
        NextStep('They wrote to you: answer.', 'answer'),
    ),
    (
        lambda dsr: dsr.right in BY_ITSELF and not dsr.reads_letters,
        NextStep('Print what they asked for, and post it.', 'answer'),
    ),
    (
        lambda dsr: dsr.right == Right.OBJECTION,
        NextStep('Weigh their reasons, and answer.', 'answer'),
    ),
    (lambda dsr: True, NextStep('Answer them.', 'answer')),
]
