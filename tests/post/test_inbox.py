"""Ada writes to our mailbox instead of the form; it is a way as good."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from contact import emails
from contact.envelope import stop_token
from contact.models import Enquiry, Handled, Sender, Subscription, What
from contact.post import inbox as bucket
from contact.post import messages, taking
from contact.post.tasks import clear_inbox, take_mail
from privacy.declaration import facts
from privacy.models import Right
from tests import make
from tests.post import mails


pytestmark = pytest.mark.django_db


def test_a_mail_becomes_a_message_and_is_gone_from_the_bucket(write, inbox):
    write('Build me an engine.', subject='An engine')

    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.email) == ('Ada Lovelace', make.ADA)
    assert enquiry.message == 'An engine\n\nBuild me an engine.'
    assert enquiry.sender == Sender.CONFIRMED
    assert not enquiry.proposed
    assert not inbox.holds()


def test_the_writer_gets_the_receipt_in_their_thread(write, mailoutbox):
    write(message_id='<1@mail.example.org>')

    receipt, told = mailoutbox
    assert receipt.to == [make.ADA]
    assert receipt.subject == 'We have your message'
    assert receipt.extra_headers['In-Reply-To'] == '<1@mail.example.org>'
    assert 'by e-mail, to info@ivelum.com' in receipt.body
    assert told.to == ['team@ivelum.com']
    assert 'ada' not in told.body.lower()


def test_it_counts_from_the_moment_at_which_the_mail_server_had_it(
    inbox, worker
):
    arrived = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    key = inbox(mails.mail('Delete my data.', date='Mon, 1 Jan 2029 00:00'))

    taking.take(bucket.Waiting(key, arrived))

    enquiry = Enquiry.objects.get()
    assert enquiry.received_at == arrived
    assert f'{enquiry.due_on}' == '2026-08-02'  # it was the 2nd in Vilnius


def test_the_moment_is_the_one_that_the_bucket_tells(write, inbox):
    before = timezone.now() - timedelta(seconds=2)

    write()

    assert before <= Enquiry.objects.get().received_at <= timezone.now()


def test_what_is_attached_is_refused_and_the_writer_is_told(
    inbox, worker, mailoutbox
):
    inbox(mails.with_file('passport.jpg'))
    taking.take_all()
    worker()

    assert Enquiry.objects.get().refused == 'passport.jpg (image/jpeg)'
    assert '\n1 file (picture)\n' in mailoutbox[0].body
    assert 'passport' not in mailoutbox[0].body
    assert not inbox.holds()


def test_of_a_mail_of_thirty_megabytes_the_words_are_kept(inbox, worker):
    inbox(mails.with_file('film.mp4', size=23_000_000))
    taking.take_all()

    enquiry = Enquiry.objects.get()
    assert enquiry.message == 'An engine\n\nHello.'
    assert enquiry.refused == 'film.mp4 (image/jpeg)'
    assert not inbox.holds()


def test_of_a_very_long_mail_the_beginning_is_kept(write, mailoutbox):
    write('word ' * 4_000)

    enquiry = Enquiry.objects.get()
    assert len(enquiry.message) == messages.LONGEST
    assert enquiry.refused == messages.CUT
    assert messages.CUT in mailoutbox[0].body


def test_a_bomb_is_kept_as_a_message_without_words(inbox, worker):
    inbox(mails.nested(9_000))
    taking.take_all()

    assert Enquiry.objects.get().message == 'Odd'


# --- Once -------------------------------------------------------------------


def test_the_same_mail_under_another_name_is_kept_once(inbox, worker):
    raw = mails.mail()
    inbox(raw)
    inbox(raw)
    taking.take_all()

    assert Enquiry.objects.count() == 1
    assert not inbox.holds()


def test_a_program_that_numbers_all_mails_alike_loses_none(write):
    write('One.', message_id='<0@mail.example.org>')
    write('Two.', message_id='<0@mail.example.org>')

    assert Enquiry.objects.count() == 2


def test_if_the_bucket_fails_at_the_end_it_is_deleted_later(
    inbox, worker, monkeypatch
):
    inbox(mails.mail())
    with monkeypatch.context() as during:
        during.setattr(bucket, 'remove', fail)
        taking.take_all()
    assert len(inbox.holds()) == 1

    taking.take_all()

    assert Enquiry.objects.count() == 1
    assert not inbox.holds()


def fail(*_):
    raise RuntimeError('Ada said: delete my data')


def test_if_the_database_fails_the_mail_waits(inbox, worker, monkeypatch):
    def away(*_):
        raise OperationalError

    inbox(mails.mail())
    with monkeypatch.context() as during:
        during.setattr(messages, 'keep', away)
        with pytest.raises(OperationalError):
            taking.take_all()
    assert not Handled.objects.exists()

    taking.take_all()

    assert Enquiry.objects.count() == 1


def test_one_that_fails_holds_up_no_other_and_is_not_told(
    inbox, worker, monkeypatch, caplog
):
    inbox(mails.mail(subject='Evil'))
    inbox(mails.mail(subject='Good'))
    keep = messages.keep
    monkeypatch.setattr(
        messages,
        'keep',
        lambda mail, at: fail() if mail.subject == 'Evil' else keep(mail, at),
    )

    taking.take_all()

    assert Enquiry.objects.get().message.startswith('Good')
    assert len(inbox.holds()) == 1
    assert 'RuntimeError' in caplog.text
    assert 'ada' not in caplog.text.lower()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_take_a_mail_once(inbox, worker):
    for number in range(5):
        inbox(mails.mail(f'Number {number}'))
    start = Barrier(2)

    def take():
        try:
            start.wait(30)
            taking.take_all()
        finally:
            connection.close()

    threads = [Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert Enquiry.objects.count() == 5
    assert not inbox.holds()


@how(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.binary(max_size=60), max_size=8))
def test_fifty_broken_mails_are_each_dealt_with_somehow(inbox, worker, pieces):
    key = inbox(b'From: eve@example.org\r\n' + b'\r\n'.join(pieces))

    taking.take_all()

    handled = Handled.objects.get(key=key)
    assert (key in inbox.holds()) == (handled.what == What.UNREADABLE)


# --- Loops --------------------------------------------------------------------


def test_an_automatic_mail_is_counted_and_never_answered(
    write, inbox, mailoutbox
):
    write(auto_submitted='auto-replied')

    assert not mailoutbox
    assert not Enquiry.objects.exists()
    assert Handled.objects.get().what == What.AUTOMATIC
    assert not inbox.holds()


def test_our_own_receipt_that_comes_back_goes_in_no_circle(
    write, inbox, mailoutbox
):
    write()
    receipt = mailoutbox[0].message().as_bytes()
    inbox(receipt)
    taking.take_all()

    assert Enquiry.objects.count() == 1
    assert len(mailoutbox) == 2


def test_a_machine_that_looks_like_a_person_gets_ten_receipts_a_day(
    write, mailoutbox
):
    for number in range(12):
        write(f'Number {number}')

    assert Enquiry.objects.count() == 12
    assert len([m for m in mailoutbox if m.to == [make.ADA]]) == 10


@pytest.mark.parametrize(
    'verdict',
    [
        {'authentication_results': 'amazonses.com; dmarc=fail'},
        {'x_ses_spam_verdict': 'FAIL'},
    ],
)
def test_who_may_not_be_the_sender_gets_no_letter_they_never_asked_for(
    write, mailoutbox, verdict
):
    write(**verdict)

    assert Enquiry.objects.count() == 1
    assert not mailoutbox


def test_of_a_request_the_team_hears_even_if_the_sender_is_doubtful(
    write, mailoutbox
):
    write('Delete my data.', authentication_results='amazonses.com; dmarc=fail')

    [told] = mailoutbox
    assert told.to == ['team@ivelum.com']


def test_what_came_is_counted_on_the_page_of_figures(write, client):
    write()
    write(precedence='bulk')
    write(precedence='list')
    client.force_login(make.member())

    page = client.get('/admin/figures/').content.decode()

    nobody_reads = 'Automatic mails, which nobody reads</dt><dd>2</dd>'
    assert nobody_reads in page
    assert 'Messages kept</dt><dd>1</dd>' in page


def test_without_a_sender_it_waits_for_a_colleague(write, inbox, caplog):
    write(from_='nobody')
    taking.take_all()

    assert len(inbox.holds()) == 1
    assert caplog.text.count('stays in the inbox') == 1


# --- Threads ------------------------------------------------------------------


@pytest.fixture
def answered(worker):
    enquiry = make.enquiry()
    make.reply(enquiry=enquiry)
    return enquiry


def test_an_answer_to_our_letter_goes_on_from_the_message(write, answered):
    for known in emails.ids(answered):
        write(f'Thank you for {known}.', in_reply_to=known)

    assert answered.followed_by.count() == len(emails.ids(answered)) >= 3


def test_an_answer_to_a_receipt_that_amazon_renumbered_does_too(
    client, write, worker, mailoutbox
):
    client.post('/contact/', {'email': make.ADA, 'message': 'Hello'})
    worker()
    receipt = next(m for m in mailoutbox if m.to == [make.ADA])
    passed_on = receipt.extra_headers['References']

    write('Thanks.', references=f'{passed_on} <1@eu-north-1.amazonses.com>')

    first, second = Enquiry.objects.order_by('pk')
    assert second.follows == first


def test_from_another_address_it_is_a_message_of_its_own(write, answered):
    [known, *_] = emails.ids(answered)

    write(in_reply_to=known, from_=make.STRANGER)

    assert not answered.followed_by.exists()


# --- Stops --------------------------------------------------------------------


def test_a_mail_with_the_subject_of_our_header_stops_the_newsletter(
    write, inbox, mailoutbox
):
    subscription = make.subscriber()

    # A mail program sends it by itself.
    write(
        subject=f'Stop the newsletter {stop_token(subscription)}',
        auto_submitted='auto-generated',
    )

    subscription.refresh_from_db()
    assert subscription.stopped_at
    assert not mailoutbox
    assert not Enquiry.objects.exists()
    assert not inbox.holds()


def test_with_a_forged_token_it_is_for_a_colleague_to_read(write):
    make.subscriber()

    write(subject='Stop the newsletter MQ:1tAbcd:forged')

    assert Subscription.objects.get().is_living
    assert Enquiry.objects.get().proposed == Right.WITHDRAWAL


# --- When it runs, and what it leaves -----------------------------------------


def test_without_the_setting_nobody_asks_amazon(settings, nowhere):
    settings.INBOUND_URL = ''

    take_mail(0)
    clear_inbox(0)


def test_nothing_lies_there_for_longer_than_we_say(inbox, caplog):
    inbox(mails.mail(from_='nobody'))
    taking.take_all()
    days = timedelta(days=facts.RAW_MAIL.days)

    taking.clear_away(timezone.now() + days - timedelta(hours=1))
    assert inbox.holds()
    taking.clear_away(timezone.now() + days)

    assert not inbox.holds()
    assert 'was deleted' in caplog.text


def test_that_it_was_dealt_with_is_forgotten_too(write):
    write()

    taking.forget(timezone.now() + taking.REMEMBERED - timedelta(hours=1))
    assert Handled.objects.exists()
    taking.forget(timezone.now() + taking.REMEMBERED + timedelta(hours=1))

    assert not Handled.objects.exists()


def test_what_says_it_was_dealt_with_names_nobody(write):
    write()

    [handled] = Handled.objects.values()
    assert 'ada' not in str(handled).lower()
    assert 'example' not in str(handled)
