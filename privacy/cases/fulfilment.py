"""How each right is carried out once the person has proved who they are."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from privacy import mail
from privacy.cases import emails, erasing, notices
from privacy.models import (
    CaseMessage,
    ClaimedAddress,
    DataSubjectRequest,
    LedgerKind,
    Restriction,
    Right,
    StaffMember,
    State,
)
from privacy.proof import audit, ledger
from privacy.subjects.restriction import lift as release


def fulfil(dsr_pk: int) -> None:
    """Carry a request out once, however often the worker tries."""
    dsr = DataSubjectRequest.objects.at_work().filter(pk=dsr_pk).first()
    if dsr is None:
        return
    if dsr.is_to_erase:
        # In several transactions: the ledger comes before the first deletion.
        erasing.erase(dsr_pk)
        return
    for kind in OUTLIVES_A_RESTORE.get(Right(dsr.right), ()):
        ledger.record(kind, dsr.proven_emails(), dsr.reference)
    with transaction.atomic():
        carry_out(dsr_pk)


def carry_out(dsr_pk: int) -> None:
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr and dsr.may_go_on:
        CARRY_OUT[Right(dsr.right)](dsr)


def answer_at_once(dsr: DataSubjectRequest) -> None:
    """What was asked for is done, or waits behind the link in the letter.

    Who reads no letters of ours gets it from a colleague, on paper. While a
    recipient has not answered, the answer is out and the request open.
    """
    if not dsr.reachable_claims():
        if dsr.proven_claims():
            emails.hand_over(dsr)
        return
    if notices.must_wait(dsr, emails.answer):
        return
    if not notices.has_heard(dsr):
        emails.answer(dsr)
    dsr.end(State.ANSWERED, timezone.now())
    audit.note(audit.Action.ANSWERED, dsr=dsr)


def settle(dsr: DataSubjectRequest) -> None:
    """Corrections that are all decided are the answer to their request."""
    decided = dsr.corrections.exclude(decision='')
    if dsr.corrections.filter(decision='').exists() or not decided.exists():
        emails.hand_over(dsr)
    else:
        answer_at_once(dsr)


# What a restored backup must be told again, besides erasures.
OUTLIVES_A_RESTORE = {
    Right.WITHDRAWAL: (LedgerKind.WITHDRAWN,),
    Right.OBJECTION: (LedgerKind.WITHDRAWN, LedgerKind.RESTRICTED),
    Right.RESTRICTION: (LedgerKind.RESTRICTED,),
}
CARRY_OUT: dict[Right, Callable[[DataSubjectRequest], None]] = {
    Right.ACCESS: answer_at_once,
    Right.PORTABILITY: answer_at_once,
    Right.RESTRICTION: answer_at_once,
    Right.WITHDRAWAL: answer_at_once,
    Right.RECTIFICATION: settle,
    Right.OBJECTION: emails.hand_over,
    Right.COMPLAINT: emails.hand_over,
    Right.CHILD: emails.hand_over,
}


def send_message(message_pk: int) -> None:
    mail.send_once(CaseMessage, message_pk, 'sent_at', emails.new_message)


def tell_team_of_message(message_pk: int) -> None:
    mail.send_once(
        CaseMessage, message_pk, 'sent_at', emails.tell_team_of_message
    )


@transaction.atomic
def renew_link(claim_pk: int) -> bool:
    """Send it. True if the address has to be proven first, by another one."""
    known = ClaimedAddress.objects.filter(pk=claim_pk, email__isnull=False)
    given_up = {'request__state': State.WITHDRAWN, 'proven_at': None}
    claim = known.exclude(**given_up).first()
    if claim and claim.proven_at:
        emails.fresh_link(claim)
        audit.note(audit.Action.LINK_REISSUED, dsr=claim.request)
    elif claim:
        claim.claimed_at, claim.asked_at = timezone.now(), None
        claim.save(update_fields=['claimed_at', 'asked_at'])
        return True
    return False


def note_withdrawal(claim_pk: int) -> None:
    """Let the ledger know of consents withdrawn on the profile page."""
    claim = ClaimedAddress.objects.filter(pk=claim_pk).first()
    if claim and claim.email:
        reference = claim.request.reference
        ledger.record(LedgerKind.WITHDRAWN, [claim.email], reference)


@transaction.atomic
def lift(restriction_pk: int, *, by: StaffMember | None = None) -> int:
    """Use the data again. The database refuses it before the person knows.

    Gives the number of rows; none if it was lifted before.
    """
    restriction = (
        Restriction.objects.select_for_update()
        .filter(pk=restriction_pk, lifted_at=None)
        .first()
    )
    if restriction is None:
        return 0
    count = release(restriction, timezone.now())
    audit.note(audit.Action.LIFTED, dsr=restriction.dsr, by=by, count=count)
    return count
