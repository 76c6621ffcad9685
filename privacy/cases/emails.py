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
            **_links(claim.request),
        )


def tell_team(dsr: DataSubjectRequest) -> None:
    mail.send('privacy/tell_team', to=settings.TEAM_EMAIL, about=dsr)


def tell_team_of_message(message: CaseMessage) -> None:
    mail.send(
        'privacy/tell_team_of_message', to=settings.TEAM_EMAIL, about=message
    )


def _to_person(
    template: str,
    dsr: DataSubjectRequest,
    about: Model | None = None,
    **context: object,
) -> None:
    for email in dsr.proven_emails():
        mail.send(
            template,
            to=email,
            about=about or dsr,
            again=email,
            dsr=dsr,
            **_links(dsr),
            **context,
        )


def _links(dsr: DataSubjectRequest) -> dict[str, str]:
    return {
        'case_token': tokens.make('case', dsr.pk),
        'me_token': tokens.make('me', dsr.pk),
    }
