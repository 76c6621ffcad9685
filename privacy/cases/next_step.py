"""What to do next about a request, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from privacy.models import (
    MAY_END_IN_ERASURE,
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
    if dsr.waits_for_others:
        return NextStep('Wait for a recipient, or say why not.', 'excuse')
    if dsr.has_undecided:
        return NextStep('Decide the corrections.', 'decide')
    if dsr.unexplained:
        return NextStep('Say why what the search found stays.', 'explain')
    if dsr.right in BY_ITSELF and dsr.reads_letters and not dsr.team_told_at:
        return NextStep('Nothing: the site answers by itself, in a minute.')
    if dsr.right in MAY_END_IN_ERASURE and not dsr.is_to_erase:
        return NextStep('Delete it, or say why not.', 'erase')
    if dsr.last_word == Author.PERSON:
        return NextStep('They wrote to you: answer.', 'answer')
    if dsr.right in BY_ITSELF and not dsr.reads_letters:
        return NextStep('Print what they asked for, and post it.', 'answer')
    return NextStep('Answer them.', 'answer')


BY_ITSELF = (
    *(Right.ACCESS, Right.PORTABILITY, Right.RESTRICTION),
    *(Right.WITHDRAWAL, Right.ERASURE),
)
