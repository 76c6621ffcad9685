"""How each right is carried out once the person has proved who they are."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from privacy import mail
from privacy.cases import emails
from privacy.models import ClaimedAddress, DataSubjectRequest, Right
from privacy.subjects.erasure import erase as erase_subject


def fulfil(dsr_pk: int) -> None:
    """Carry a request out once, however often the worker tries."""
    with transaction.atomic():
        dsr = (
            DataSubjectRequest.objects.open()
            .select_for_update()
            .filter(pk=dsr_pk)
            .first()
        )
        if dsr:
            CARRY_OUT.get(Right(dsr.right), ask_team)(dsr)


def give_copy(dsr: DataSubjectRequest) -> None:
    """The copy itself is computed when its page is opened, and not stored."""
    emails.copy_ready(dsr)
    dsr.answer(timezone.now())


def erase(dsr: DataSubjectRequest) -> None:
    outcomes = erase_subject(dsr.proven_emails())
    emails.erased(dsr, outcomes)
    dsr.answer(timezone.now())
    # The letter is on its way: now we can forget where it went, too.
    dsr.forget_person()


def ask_team(dsr: DataSubjectRequest) -> None:
    mail.send_once(DataSubjectRequest, dsr.pk, 'team_told_at', emails.tell_team)


def ask_for_proof(claim_pk: int) -> None:
    mail.send_once(ClaimedAddress, claim_pk, 'asked_at', emails.ask_for_proof)


CARRY_OUT: dict[Right, Callable[[DataSubjectRequest], None]] = {
    Right.ACCESS: give_copy,
    Right.ERASURE: erase,
}
