"""What the team says about a request, and who of it looks after it.

Each act is done once, however often it is pressed, and says so: False means
that it had happened, or is not possible any more. The rules (whose role it is,
which step may follow, which dates bind) are the database's.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from privacy import clock, tasks
from privacy.cases.proving import LINK_GOOD_FOR
from privacy.models import (
    Author,
    DataSubjectRequest,
    StaffMember,
    State,
)
from privacy.proof import audit


@transaction.atomic
def answer(
    dsr_pk: int, *, outcome: str, what_next: str = '', by: StaffMember
) -> bool:
    """Answer in words; the person is told, and where to complain.

    A complaint also needs what happens next; the database refuses it else.
    """
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None:
        return False
    say(dsr, '\n\n'.join(filter(None, [outcome, what_next])))
    dsr.end(
        State.ANSWERED, timezone.now(), outcome=outcome, what_next=what_next
    )
    if dsr.erased_at and not dsr.reachable_claims():
        # Who has no mailbox gets it on paper, which is printed before this.
        dsr.forget_person()
    audit.note(audit.Action.ANSWERED, dsr=dsr, by=by)
    return True


@transaction.atomic
def extend(dsr_pk: int, *, to: date, reason: str, by: StaffMember) -> bool:
    """Take more time, once, and say why at once (Article 12(3))."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.extended_to or to <= dsr.due_on:
        return False
    dsr.step(
        State.EXTENDED,
        extended_to=to,
        extension_reason=reason,
        extension_told_on=clock.date_of_duty(timezone.now()),
    )
    say(dsr, reason)
    audit.note(audit.Action.EXTENDED, dsr=dsr, by=by)
    return True


@transaction.atomic
def ask_identity(dsr_pk: int, *, doubt: str, by: StaffMember) -> bool:
    """Ask who it is, with the reason for the doubt (Article 12(6)).

    Never for a document: the question is about something only they know.
    """
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.state != State.OPEN:
        return False
    today = clock.date_of_duty(timezone.now())
    dsr.step(State.VERIFYING, identity_doubt=doubt, identity_asked_on=today)
    say(dsr, doubt)
    audit.note(audit.Action.IDENTITY_ASKED, dsr=dsr, by=by)
    return True


@transaction.atomic
def accept_identity(dsr_pk: int, *, by: StaffMember) -> bool:
    """The doubt is gone: go on with the request."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.state != State.VERIFYING:
        return False
    dsr.step(State.OPEN)
    audit.note(audit.Action.IDENTITY_ACCEPTED, dsr=dsr, by=by)
    tasks.fulfil.defer(dsr_pk=dsr.pk)
    return True


@transaction.atomic
def lapse(dsr_pk: int, *, reason: str, by: StaffMember) -> bool:
    """End a request whose person did not say who they are."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.state != State.VERIFYING:
        return False
    # The database looks whether the last word is theirs, so ours comes after.
    dsr.end(State.LAPSED, timezone.now(), outcome=reason)
    say(dsr, reason)
    audit.note(audit.Action.LAPSED, dsr=dsr, by=by)
    return True


@transaction.atomic
def close_unproven(dsr_pk: int, *, reason: str, by: StaffMember) -> bool:
    """End a request that we wrote down, and whose link nobody opened."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.state != State.OPEN or link_is_alive(dsr):
        return False
    if dsr.addresses.exclude(proven_at=None).exists():
        return False
    dsr.end(State.LAPSED, timezone.now(), outcome=reason)
    audit.note(audit.Action.LAPSED, dsr=dsr, by=by)
    return True


def link_is_alive(dsr: DataSubjectRequest) -> bool:
    since = timezone.now() - LINK_GOOD_FOR
    return dsr.addresses.filter(proven_at=None, claimed_at__gt=since).exists()


@transaction.atomic
def write_to_person(dsr_pk: int, *, body: str, by: StaffMember) -> bool:
    """False when nobody has proven an address, or all is forgotten."""
    locked = DataSubjectRequest.objects.select_for_update(no_key=True)
    dsr = locked.get(pk=dsr_pk)
    if not dsr.proven_claims():
        return False
    say(dsr, body)
    audit.note(audit.Action.MESSAGE_OUT, dsr=dsr, by=by)
    return True


@transaction.atomic
def take(dsr_pk: int, *, by: StaffMember) -> bool:
    """Look after a request; False if somebody already does."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or dsr.taken_by_id:
        return False
    dsr.taken_by = by
    dsr.save(update_fields=['taken_by'])
    audit.note(audit.Action.TAKEN, dsr=dsr, by=by)
    return True


@transaction.atomic
def give_back(dsr_pk: int, *, by: StaffMember) -> bool:
    """Let a colleague look after it: one who is ill cannot give it back."""
    dsr = DataSubjectRequest.objects.locked_at_work(dsr_pk)
    if dsr is None or not dsr.taken_by_id:
        return False
    dsr.taken_by = None
    dsr.save(update_fields=['taken_by'])
    audit.note(audit.Action.GIVEN_BACK, dsr=dsr, by=by)
    return True


def say(dsr: DataSubjectRequest, body: str) -> None:
    """Put it into the case, and send a letter that it is there."""
    message = dsr.messages.create(
        author=Author.TEAM, body=body, at=timezone.now()
    )
    tasks.send_message.defer(message_pk=message.pk)
