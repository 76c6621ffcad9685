"""Every email about a request, one function each."""

from __future__ import annotations

from django.conf import settings

from privacy import mail, tokens
from privacy.models import ClaimedAddress, DataSubjectRequest
from privacy.subjects.erasure import Outcome


def ask_for_proof(claim: ClaimedAddress) -> None:
    if claim.email:
        mail.send(
            'privacy/ask_for_proof',
            to=claim.email,
            about=claim,
            token=tokens.make('proof', claim.pk),
        )


def copy_ready(dsr: DataSubjectRequest) -> None:
    _to_person('privacy/copy_ready', dsr)


def erased(dsr: DataSubjectRequest, outcomes: list[Outcome]) -> None:
    _to_person('privacy/erased', dsr, outcomes=outcomes)


def tell_team(dsr: DataSubjectRequest) -> None:
    mail.send('privacy/tell_team', to=settings.TEAM_EMAIL, about=dsr)


def _to_person(
    template: str, dsr: DataSubjectRequest, **context: object
) -> None:
    for email in dsr.proven_emails():
        mail.send(
            template,
            to=email,
            about=dsr,
            token=tokens.make('case', dsr.pk),
            **context,
        )
