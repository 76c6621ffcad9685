"""A hold keeps one row, and lets it go when it ends."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from contact.models import Enquiry
from privacy.models import LegalHold
from tests import make
from tests.invariants.forbidden import run


@pytest.mark.django_db
def test_an_ended_hold_frees_the_row():
    hold = make.hold(make.enquiry())

    LegalHold.objects.filter(pk=hold.pk).update(ended_on=timezone.localdate())

    assert Enquiry.objects.all().delete()[0] == 1
    assert LegalHold.objects.get() == hold


@pytest.mark.django_db
def test_a_hold_keeps_no_other_row():
    held, free = make.enquiry(), make.enquiry()
    make.hold(held)

    Enquiry.objects.filter(pk=free.pk).delete()

    assert Enquiry.objects.get() == held


@pytest.mark.django_db
def test_what_one_colleague_proposed_holds_nothing_yet():
    hold = make.hold(make.enquiry(), approved_by=None)

    Enquiry.objects.all().delete()

    assert not Enquiry.objects.exists()
    assert list(LegalHold.objects.waiting()) == [hold]


@pytest.mark.django_db
def test_a_hold_that_nobody_agreed_to_can_go():
    make.hold(make.enquiry(), approved_by=None)

    LegalHold.objects.all().delete()

    assert not LegalHold.objects.exists()


@pytest.mark.django_db
def test_a_hold_that_was_agreed_to_holds():
    hold = make.hold(make.enquiry(), approved_by=None)
    second = make.member(make.SECOND)

    LegalHold.objects.filter(pk=hold.pk).update(approved_by=second)

    with pytest.raises(DatabaseError), transaction.atomic():
        Enquiry.objects.all().delete()


@pytest.mark.django_db
def test_a_row_is_held_however_its_number_was_typed():
    held = make.enquiry()

    hold = make.hold(held, row_id=f'0{held.pk}')

    hold.refresh_from_db()
    assert hold.row_id == str(held.pk)


@pytest.mark.django_db
def test_who_erases_can_ask_what_is_held():
    held, free = make.enquiry(), make.enquiry()
    hold = make.hold(held)

    found = LegalHold.objects.current(timezone.localdate())

    assert found.on(Enquiry, [held.pk, free.pk]).get() == hold
    assert not found.on(Enquiry, [free.pk])


def delete_all():
    try:
        Enquiry.objects.all().delete()
    except DatabaseError:
        return 'refused'
    finally:
        connection.close()
    return 'deleted'


def somebody_waits():
    return run('select pid from pg_locks where not granted')


def test_a_deletion_waits_for_a_hold_that_is_being_set(transactional_db):
    held = make.enquiry()

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            make.hold(held)
            deletion = pool.submit(delete_all)
            while not (somebody_waits() or deletion.done()):
                pass
        assert deletion.result(timeout=10) == 'refused'

    assert Enquiry.objects.get() == held
