"""What is held stays, and goes by itself when nobody holds it any more."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contact.models import Enquiry
from privacy import tasks
from privacy.cases import erasing
from privacy.duties import holds
from privacy.models import (
    Action,
    AuditEvent,
    DataSubjectRequest,
    DeferredErasure,
    HoldGround,
    LedgerKind,
    LedgerLine,
    LegalHold,
    Role,
    StaffMember,
    State,
)
from privacy.proof import restoration
from tests import make
from tests.desk.conftest import page, press


pytestmark = pytest.mark.django_db

ON = {'ground': HoldGround.CLAIMS, 'reason': make.REASON}
HOLDS = '/admin/privacy/legalhold'


def days(number):
    return timezone.localdate() + timedelta(days=number)


def hold_now(row, **changes):
    given = {'started_on': days(0), 'review_on': days(90)}
    return make.hold(row, **(given | changes))


def end_day_has_come(hold):
    """As if it had been agreed a week ago to end today."""
    with transaction.atomic():
        LegalHold.objects.filter(pk=hold.pk).update(ended_on=days(0))


def at_night():
    tasks.sweep(timestamp=int(timezone.now().timestamp()))


def press_on(client, address, **typed):
    seen = client.post(address, typed).context['seen']
    return client.post(
        address, typed | {'seen': seen, 'confirm': 'yes'}, follow=True
    )


@pytest.fixture
def held(db, team):
    return make.enquiry()


@pytest.fixture
def second(team):
    return team[1]


# --- A deletion that a hold keeps back ----------------------------------------


def test_a_receipt_says_what_a_hold_keeps(confirm, held, mailoutbox):
    hold_now(held)

    confirm('erasure')

    assert 'enquiries: 0 deleted, 1 kept (legal claims)' in mailoutbox[-1].body
    assert Enquiry.objects.get() == held
    deferred = DeferredErasure.objects.get()
    assert (deferred.kind, deferred.row_id) == ('contact_enquiry', str(held.pk))
    assert DataSubjectRequest.objects.get().state == State.ANSWERED


def test_it_goes_by_itself_when_the_hold_is_released(
    confirm, held, worker, second
):
    hold = hold_now(held)
    confirm('erasure')

    holds.end(hold.pk, on=days(0), by=second)
    worker()

    assert not Enquiry.objects.exists()
    assert not DeferredErasure.objects.exists()
    event = AuditEvent.objects.filter(action=Action.ERASED).last()
    assert (event.purpose, event.count, event.by) == ('after a hold', 1, None)
    assert event.dsr == DataSubjectRequest.objects.get()


def test_it_goes_in_the_night_after_its_last_day(confirm, held, worker, second):
    hold = hold_now(held)
    confirm('erasure')
    holds.end(hold.pk, on=days(3), by=second)
    at_night()
    worker()
    assert Enquiry.objects.exists()

    end_day_has_come(hold)
    at_night()
    worker()

    assert not Enquiry.objects.exists()


def test_it_waits_for_the_last_of_two_holds(confirm, held, worker, second):
    first, other = hold_now(held), hold_now(held)
    confirm('erasure')

    holds.end(first.pk, on=days(0), by=second)
    worker()
    assert Enquiry.objects.exists()

    holds.end(other.pk, on=days(0), by=second)
    worker()
    assert not Enquiry.objects.exists()


def test_a_hold_that_was_renewed_in_time_keeps_it(confirm, held, worker, team):
    first = hold_now(held)
    confirm('erasure')
    again, _is_new = holds.propose(
        kind='contact_enquiry',
        row_id=str(held.pk),
        review_on=days(90),
        by=team[0],
        **ON,
    )
    holds.agree(again.pk, by=team[1])

    holds.end(first.pk, on=days(0), by=team[1])
    worker()

    assert Enquiry.objects.exists()
    assert DeferredErasure.objects.exists()


def test_a_proposal_alone_renews_nothing(confirm, held, worker, team):
    first = hold_now(held)
    confirm('erasure')
    holds.propose(
        kind='contact_enquiry',
        row_id=str(held.pk),
        review_on=days(90),
        by=team[0],
        **ON,
    )

    holds.end(first.pk, on=days(0), by=team[1])
    worker()

    assert not Enquiry.objects.exists()


def test_nothing_goes_that_nobody_asked_to_delete(held, worker, second):
    hold = hold_now(held)

    holds.end(hold.pk, on=days(0), by=second)
    worker()
    at_night()
    worker()

    assert Enquiry.objects.get() == held


def test_an_emptied_row_is_emptied_later(confirm, worker, second, db):
    from contact.models import Subscription

    subscription = make.subscription()
    hold = hold_now(subscription)
    confirm('erasure')
    assert Subscription.objects.get().email == make.ADA

    holds.end(hold.pk, on=days(0), by=second)
    worker()

    assert Subscription.objects.get().email is None


def test_a_request_whose_own_address_was_held_goes_on(
    confirm, worker, second, mailoutbox, client, ask
):
    make.enquiry()
    page_of_proof = ask('erasure')
    hold = hold_now(DataSubjectRequest.objects.get().addresses.get())
    client.post(page_of_proof)
    worker()
    dsr = DataSubjectRequest.objects.get()
    assert (dsr.state, dsr.unexplained) == (State.OPEN, 0)

    holds.end(hold.pk, on=days(0), by=second)
    worker()

    dsr.refresh_from_db()
    assert dsr.state == State.ANSWERED
    assert mailoutbox[-1].subject == 'Your data is deleted'
    assert dsr.addresses.get().email is None


def test_a_request_whose_message_is_held_sends_no_letter_too_early(
    confirm, worker, second, mailoutbox, client, ask
):
    page_of_proof = ask('erasure')
    dsr = DataSubjectRequest.objects.get()
    hold = hold_now(make.message(dsr=dsr))
    client.post(page_of_proof)
    worker()
    subjects = [letter.subject for letter in mailoutbox]
    assert 'Your data is deleted' not in subjects

    holds.end(hold.pk, on=days(0), by=second)
    worker()

    assert mailoutbox[-1].subject == 'Your data is deleted'
    assert dsr.messages.get().body == ''


def test_an_older_request_is_forgotten_when_its_hold_ends(
    confirm, worker, second
):
    older = make.open_case('complaint')
    message = make.message(dsr=older)
    confirm('erasure')
    hold = hold_now(message)
    older.end(
        State.ANSWERED,
        timezone.now() - timedelta(hours=2),
        outcome='Sorry.',
        what_next='Nothing.',
    )
    erasing.forget_the_rest(timezone.now())
    assert older.addresses.get().email == make.ADA

    holds.end(hold.pk, on=days(0), by=second)
    worker()

    assert older.addresses.get().email is None
    message.refresh_from_db()
    assert message.body == ''


def test_the_ledger_knows_before_it_goes(confirm, held, worker, second):
    hold = hold_now(held)
    confirm('erasure')

    holds.end(hold.pk, on=days(0), by=second)
    worker()

    assert LedgerLine.objects.filter(kind=LedgerKind.RELEASED).count() == 1


def test_a_backup_from_before_brings_neither_row_nor_hold_back(
    confirm, held, worker, second
):
    other = make.enquiry(message='Held for longer.')
    hold, longer = hold_now(held), hold_now(other)
    confirm('erasure')
    backup = transaction.savepoint()
    holds.end(hold.pk, on=days(0), by=second)
    worker()
    transaction.savepoint_rollback(backup)
    assert Enquiry.objects.count() == 2

    event = restoration.replay(timezone.now())

    assert (event.lines, event.erased, event.by_hand) == (1, 1, 0)
    assert Enquiry.objects.get() == other
    assert list(LegalHold.objects.current(days(0))) == [longer]


def test_an_erasure_that_is_resumed_twice_happens_once(
    confirm, held, worker, second
):
    hold = hold_now(held)
    confirm('erasure')
    number = DeferredErasure.objects.get().pk
    holds.end(hold.pk, on=days(0), by=second)
    worker()
    events = AuditEvent.objects.count()

    tasks.resume(deferred_pk=number)

    assert AuditEvent.objects.count() == events


# --- Two people ---------------------------------------------------------------


def propose(client, row, **changes):
    typed = ON | {
        'kind': row._meta.db_table,
        'row_id': row.pk,
        'review_on': days(90),
    }
    return press_on(client, f'{HOLDS}/new/propose/', **(typed | changes))


def test_a_hold_begins_when_a_second_person_agrees(desk, held, second):
    done = propose(desk, held)
    assert 'Done: Propose a hold.' in done.text
    hold = LegalHold.objects.get()
    assert hold not in LegalHold.objects.current(days(0))

    desk.force_login(second)
    press_on(desk, f'{HOLDS}/{hold.pk}/agree/')

    assert hold in LegalHold.objects.current(days(0))


def test_nobody_agrees_to_their_own(desk, held):
    propose(desk, held)
    hold = LegalHold.objects.get()

    refused = press_on(desk, f'{HOLDS}/{hold.pk}/agree/')

    assert refused.status_code == 409
    assert 'nobody approves their own hold' in refused.text
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalHold.objects.update(approved_by=hold.set_by)


def test_a_handler_agrees_to_nothing(desk, held, team):
    propose(desk, held)
    hold = LegalHold.objects.get()
    StaffMember.objects.filter(pk=team[1].pk).update(role=Role.HANDLER)
    handler = StaffMember.objects.get(pk=team[1].pk)
    desk.force_login(handler)

    refused = desk.post(f'{HOLDS}/{hold.pk}/agree/', {})

    assert refused.status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        holds.agree(hold.pk, by=handler)


def test_a_proposal_that_is_declined_is_gone_and_says_so(desk, held, second):
    propose(desk, held)
    hold = LegalHold.objects.get()
    desk.force_login(second)

    done = press_on(desk, f'{HOLDS}/{hold.pk}/decline/')
    again = desk.get(f'{HOLDS}/{hold.pk}/decline/', follow=True)

    assert not LegalHold.objects.exists()
    assert 'Nothing is held.' in done.text
    assert 'A colleague did not agree: it is gone.' in again.text


def test_the_same_proposal_twice_is_one(desk, held):
    propose(desk, held)

    propose(desk, held)

    assert LegalHold.objects.count() == 1


@pytest.mark.parametrize(
    ('changes', 'sentence'),
    [
        ({'reason': ' ' * 30}, 'This field is required'),
        ({'reason': 'too short'}, 'at least 20 characters'),
        ({'review_on': days(300)}, 'at most 183 days'),
        ({'review_on': days(-1)}, 'at most 183 days'),
        ({'row_id': 404}, 'There is no such row.'),
        ({'row_id': '7; drop'}, 'whole number'),
        ({'kind': 'auth_user'}, 'Select a valid choice'),
    ],
)
def test_what_is_wrong_stands_beside_its_field(desk, held, changes, sentence):
    typed = ON | {
        'kind': 'contact_enquiry',
        'row_id': held.pk,
        'review_on': days(90),
    }

    form = desk.post(f'{HOLDS}/new/propose/', typed | changes)

    assert form.status_code == 400
    assert sentence in form.text
    assert list(form.context['form'].errors) == list(changes)


def test_nobody_holds_or_frees_what_is_their_own(desk, team):
    own = make.enquiry(email=team[0].email)
    hold = hold_now(own, set_by=team[1], approved_by=make.member('c@d.org'))

    form = desk.post(
        f'{HOLDS}/new/propose/',
        ON | {'kind': 'contact_enquiry', 'row_id': own.pk},
    )
    cannot = desk.get(f'{HOLDS}/{hold.pk}/end/')

    assert 'It is about you' in form.text
    assert cannot.status_code == 409
    assert not holds.end(hold.pk, on=days(0), by=team[0])


# --- From a request -----------------------------------------------------------


def test_several_rows_of_a_person_are_held_at_once(desk, held, second):
    other = make.enquiry(message='Another one.')
    make.enquiry(email=make.STRANGER)
    dsr = make.open_case('erasure')
    form = desk.get(page(dsr, 'hold'))
    assert f'contact_enquiry {held.pk}' in form.text

    press(
        desk,
        dsr,
        'hold',
        rows=[f'contact_enquiry {held.pk}', f'contact_enquiry {other.pk}'],
        review_on=days(90),
        **ON,
    )

    assert LegalHold.objects.waiting().count() == 2
    assert 'Hold proposed, by' in desk.get(page(dsr)).text
    holds.agree(LegalHold.objects.first().pk, by=second)
    assert dsr.events.filter(action=Action.HELD).exists()


def test_a_row_of_somebody_else_cannot_be_ticked(desk, held):
    stranger = make.enquiry(email=make.STRANGER)
    dsr = make.open_case('erasure')

    form = desk.post(
        page(dsr, 'hold'),
        ON | {'rows': [f'contact_enquiry {stranger.pk}'], 'review_on': days(9)},
    )

    assert form.status_code == 400
    assert not LegalHold.objects.exists()


# --- Letting go ---------------------------------------------------------------


def test_the_preview_says_whether_something_will_go(desk, held, confirm):
    hold = hold_now(held)
    calm = desk.post(f'{HOLDS}/{hold.pk}/end/', {'on': days(0)})
    assert 'nobody asked for it' in calm.text

    confirm('erasure')
    serious = desk.post(f'{HOLDS}/{hold.pk}/end/', {'on': days(0)})

    assert 'A deletion waited for it' in serious.text


def test_an_end_may_come_sooner_but_not_later(desk, held, second):
    hold = hold_now(held)
    holds.end(hold.pk, on=days(30), by=second)

    later = desk.post(f'{HOLDS}/{hold.pk}/end/', {'on': days(31)})
    press_on(desk, f'{HOLDS}/{hold.pk}/end/', on=days(0))

    assert 'not later' in later.text
    hold.refresh_from_db()
    assert hold.ended_on == days(0)


def test_a_hold_does_not_end_in_the_past(desk, held):
    hold = hold_now(held)

    form = desk.post(f'{HOLDS}/{hold.pk}/end/', {'on': days(-1)})

    assert form.status_code == 400
    assert 'That day is over' in form.text


# --- What everybody sees ------------------------------------------------------


def test_the_list_begins_with_what_is_to_do(desk, held):
    hold_now(held, review_on=days(10), started_on=days(-5))
    due = hold_now(held, review_on=days(0), started_on=days(-90))
    waiting = hold_now(held, approved_by=None)
    over = hold_now(
        held, started_on=days(-9), ended_on=days(-1), review_on=days(9)
    )

    shown = desk.get(f'{HOLDS}/')

    rows = [line.row for line in shown.context['lines']]
    assert rows[:2] == [waiting, due]
    assert over not in rows
    assert 'Is it still needed?' in shown.text
    assert make.ADA not in shown.text


def test_an_empty_register_says_so(desk):
    assert 'Nothing is held.' in desk.get(f'{HOLDS}/').text


def test_a_reader_sees_dates_and_no_reason(client, held):
    hold = hold_now(held)
    reader = StaffMember.objects.create(email='r@s.org', role=Role.READER)
    client.force_login(reader)

    shown = client.get(f'{HOLDS}/{hold.pk}/change/')

    assert shown.status_code == 200
    assert make.REASON not in shown.text
    assert client.get(f'{HOLDS}/').status_code == 200


def test_a_row_that_is_proposed_already_is_not_proposed_again(desk, held):
    row = {'kind': 'contact_enquiry', 'row_id': str(held.pk)}
    typed = ON | row | {'review_on': days(90)}
    first = press_on(desk, f'{HOLDS}/new/propose/', **typed)
    assert 'Done:' in first.text

    again = press_on(desk, f'{HOLDS}/new/propose/', **typed)

    hold = LegalHold.objects.get()
    assert again.redirect_chain[-1][0].endswith(f'/{hold.pk}/change/')
    assert 'had been done already' in again.text
    assert 'Done:' not in again.text
