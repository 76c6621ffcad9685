"""What a colleague does with a message: look after it, answer it, close it,
or see that it is a request about data.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from contact import tasks
from contact.models import Enquiry
from privacy import clock
from privacy.cases import taking_in
from privacy.models import Action, Channel, Right, StaffMember
from privacy.proof import audit


def answer(pk: int, *, by: StaffMember, body: str) -> bool:
    """By mail to whom it came from; kept beside the message."""
    enquiry = _locked(pk)
    if enquiry is None:
        return False
    reply = enquiry.replies.create(body=body, written_by=by)
    if enquiry.closed_at:
        enquiry.closed_at = None
        enquiry.save(update_fields=['closed_at'])
    tasks.answer.defer(reply_pk=reply.pk)
    _note(Action.MESSAGE_OUT, enquiry, by, 'respond')
    return True


def take(pk: int, *, by: StaffMember) -> bool:
    return _change(pk, by, Action.TAKEN, taken_by=by)


def give_back(pk: int, *, by: StaffMember) -> bool:
    return _change(pk, by, Action.GIVEN_BACK, taken_by=None)


def write_notes(pk: int, *, by: StaffMember, notes: str) -> bool:
    return _change(pk, by, Action.TAKEN, 'notes', notes=notes)


def close(pk: int, *, by: StaffMember) -> bool:
    return _change(pk, by, Action.ANSWERED, closed_at=timezone.now())


def open_again(pk: int, *, by: StaffMember) -> bool:
    return _change(pk, by, Action.TAKEN, 'opened again', closed_at=None)


@transaction.atomic
def take_in(pk: int, *, by: StaffMember, right: str) -> bool:
    """It uses a right: from now on a request, due from the day it reached us.

    Whoever wrote it still has to open the link that goes to their address.
    """
    enquiry = _locked(pk)
    if enquiry is None or enquiry.became_id:
        return False
    dsr = taking_in.take_in(
        right=Right(right),
        channel=Channel.EMAIL if enquiry.came_by_mail else Channel.WEB,
        received_on=clock.date_of_duty(enquiry.received_at),
        email=enquiry.email,
        details=enquiry.message,
        by=by,
    )
    done = {'became': dsr, 'proposed': '', 'closed_at': timezone.now()}
    return _change(pk, by, Action.TAKEN_IN, 'a request about data', **done)


def is_no_request(pk: int, *, by: StaffMember) -> bool:
    return _change(pk, by, Action.TAKEN, 'no request', proposed='')


def _change(
    pk: int, by: StaffMember, action: Action, why: str = '', **values: object
) -> bool:
    enquiry = _locked(pk)
    if enquiry is None:
        return False
    for name, value in values.items():
        setattr(enquiry, name, value)
    enquiry.save(update_fields=[*values])
    _note(action, enquiry, by, why)
    return True


def _locked(pk: int) -> Enquiry | None:
    rows = Enquiry.objects.usable().select_for_update(of=('self',))
    return rows.filter(pk=pk).first()


def _note(action: Action, enquiry: Enquiry, by: StaffMember, why: str) -> None:
    label = enquiry._meta.label
    audit.note(action, by=by, kind=label, row_id=enquiry.pk, purpose=why)
