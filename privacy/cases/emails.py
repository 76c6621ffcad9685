"""Every email about a request, one function each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from privacy import mail, tokens
from privacy.cases import codes
from privacy.models import (
    CaseMessage,
    ClaimedAddress,
    Correction,
    DataSubjectRequest,
    RecipientNotice,
    Right,
)


# What is answered at once, and how.
ANSWERS = {
    Right.ACCESS: 'privacy/access',
    Right.PORTABILITY: 'privacy/portability',
    Right.RECTIFICATION: 'privacy/corrected',
    Right.RESTRICTION: 'privacy/restriction',
    Right.WITHDRAWAL: 'privacy/withdrawal',
}


def ask_for_proof(claim: ClaimedAddress) -> None:
    if claim.email:
        mail.send(
            'privacy/ask_for_proof',
            to=claim.email,
            about=claim,
            again=f'{claim.claimed_at:%Y-%m-%d %H:%M}',
            token=tokens.make('proof', claim.pk),
            code=codes.shown(claim),
            others=claim.request.addresses.count() - 1,
        )


def acknowledge(dsr: DataSubjectRequest) -> None:
    """A colleague looks at it: by when, and where the case can be seen."""
    _to_person('privacy/acknowledge', dsr)


def answer(dsr: DataSubjectRequest) -> None:
    """What was decided later is another letter, not the same one again."""
    decided = dsr.corrections.exclude(decision='').count()
    _to_person(ANSWERS[Right(dsr.right)], dsr, again=f' {decided}')


def erased_here(dsr: DataSubjectRequest) -> None:
    """Before others who got the data have deleted it, too."""
    _to_person('privacy/erased_here', dsr)


def erased(dsr: DataSubjectRequest) -> None:
    _to_person('privacy/erased', dsr, lines=list(dsr.erasure_lines.all()))


def new_message(message: CaseMessage) -> None:
    _to_person('privacy/new_message', message.dsr, about=message)


def fresh_link(claim: ClaimedAddress) -> None:
    if claim.email:
        mail.send(
            'privacy/fresh_link',
            to=claim.email,
            about=claim,
            again=f'{timezone.now():%Y-%m-%d %H:%M}',
            **_links(claim),
        )


def tell_team(dsr: DataSubjectRequest) -> None:
    mail.send('privacy/tell_team', to=settings.TEAM_EMAIL, about=dsr)


def tell_team_of_message(message: CaseMessage) -> None:
    mail.send(
        'privacy/tell_team_of_message', to=settings.TEAM_EMAIL, about=message
    )


def hand_over(dsr: DataSubjectRequest) -> None:
    """A person must look at it; say so to both sides, once."""
    if dsr.team_told_at is None:
        acknowledge(dsr)
        call_team(dsr)


def call_team(dsr: DataSubjectRequest) -> None:
    """Something of it cannot be done without a colleague; say so once."""
    if dsr.team_told_at is None:
        tell_team(dsr)
        dsr.team_told_at = timezone.now()
        dsr.save(update_fields=['team_told_at'])


def tell_team_what_is_due(
    requests: Sequence[DataSubjectRequest],
    registers: Sequence[tuple[str, Sequence[Model]]],
    now: datetime,
) -> None:
    """Each request comes with `days_left`; of the registers, numbers only."""
    about = [*requests, *(row for _, rows in registers for row in rows)]
    mail.send(
        'privacy/tell_team_due',
        to=settings.TEAM_EMAIL,
        about=about[0],
        again=f'{now:%Y-%m-%d %H}',
        requests=requests,
        registers=registers,
    )


def tell_team_what_is_overdue(
    requests: Sequence[DataSubjectRequest], now: datetime
) -> None:
    mail.send(
        'privacy/tell_team_overdue',
        to=settings.TEAM_EMAIL,
        about=requests[0],
        again=f'{now:%Y-%m-%d %H}',
        requests=requests,
    )


def tell_recipient(
    notice: RecipientNotice, changes: Sequence[Correction]
) -> None:
    """The one letter that names a person to somebody else.

    Who got the data from us cannot find it otherwise.
    """
    mail.send(
        'privacy/recipient',
        to=notice.mailbox,
        about=notice,
        again=str(notice.times_told),
        people=notice.dsr.proven_emails(),
        changes=changes,
        token=tokens.make('recipient', notice.pk),
    )


def _to_person(
    template: str,
    dsr: DataSubjectRequest,
    about: Model | None = None,
    again: str = '',
    **context: object,
) -> None:
    """To each proven address, with links of its own."""
    for claim in dsr.reachable_claims():
        mail.send(
            template,
            to=claim.email or '',
            about=about or dsr,
            again=f'{claim.pk}{again}',
            dsr=dsr,
            **_links(claim),
            **context,
        )


def _links(claim: ClaimedAddress) -> dict[str, str]:
    return {
        'case_token': tokens.make('case', claim.pk),
        'me_token': tokens.make('me', claim.pk),
    }
