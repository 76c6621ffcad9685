"""Every email about a request, one function each."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from privacy import mail, tokens
from privacy.cases import codes
from privacy.models import (
    CaseMessage,
    ClaimedAddress,
    DataSubjectRequest,
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
    _to_person(ANSWERS[Right(dsr.right)], dsr)


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
        tell_team(dsr)
        dsr.team_told_at = timezone.now()
        dsr.save(update_fields=['team_told_at'])


def _to_person(
    template: str,
    dsr: DataSubjectRequest,
    about: Model | None = None,
    **context: object,
) -> None:
    """To each proven address, with links of its own."""
    for claim in dsr.reachable_claims():
        mail.send(
            template,
            to=claim.email or '',
            about=about or dsr,
            again=str(claim.pk),
            dsr=dsr,
            **_links(claim),
            **context,
        )


def _links(claim: ClaimedAddress) -> dict[str, str]:
    return {
        'case_token': tokens.make('case', claim.pk),
        'me_token': tokens.make('me', claim.pk),
    }
