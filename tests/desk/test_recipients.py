"""Whoever got data from us hears what became of it (Article 19)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contact.models import Enquiry
from privacy import tasks, tokens
from privacy.cases import (
    correcting,
    explaining,
    handling,
    notices,
    recipients,
    refusing,
)
from privacy.declaration.parties import Party
from privacy.models import (
    Action,
    DataSubjectRequest,
    Decision,
    Ground,
    RecipientNotice,
    Role,
    StaffMember,
    State,
)
from privacy.subjects import scan
from privacy.subjects.plan import fingerprint, plan
from tests import make


pytestmark = pytest.mark.django_db

PRINTER = Party('A printer', 'prints', 'Lithuania', mailbox='data@printer.lt')
CALLER = Party('A caller', 'calls', 'Lithuania', mailbox='dpo@caller.lt')
REASON = 'They closed in 2025, and nobody has their files.'


def gave_to(monkeypatch, *parties):
    declared = Enquiry.personal_data
    activity = replace(declared.activity, recipients=parties)
    monkeypatch.setattr(
        Enquiry, 'personal_data', replace(declared, activity=activity)
    )


@pytest.fixture(autouse=True)
def printer(monkeypatch):
    """What people write to us, a printer gets too, and keeps."""
    gave_to(monkeypatch, PRINTER)


@pytest.fixture
def colleague():
    return make.member('team@ivelum.com')


def the_request():
    return DataSubjectRequest.objects.get()


def to(party, mailbox):
    return [m for m in mailbox if m.to == [party.mailbox]]


def answer_link(mailbox, link_in, party=PRINTER):
    return link_in(to(party, mailbox)[-1], '/privacy/recipient/')


def a_correction(new='Ada Byron', **changes):
    """A request of Ada's, with one field that should read otherwise."""
    dsr = make.open_case('rectification', **changes)
    return make.correction(dsr=dsr, new_value=new)


def accept(correction, colleague):
    return correcting.decide(
        correction.pk, Decision.ACCEPTED, reason='', by=colleague
    )


# --- Who hears of what --------------------------------------------------------


def test_who_got_it_hears_of_a_deletion(confirm, mailoutbox):
    make.enquiry()

    confirm('erasure')

    (letter,) = to(PRINTER, mailoutbox)
    assert make.ADA in letter.body
    assert make.ADA not in letter.subject
    assert 'Please delete' in letter.body
    notice = RecipientNotice.objects.get()
    assert (notice.about, notice.times_told) == ('erased', 1)


def test_who_got_it_hears_of_a_correction(worker, mailoutbox, colleague):
    make.enquiry()
    make.enquiry(message='Again.')

    accept(a_correction(), colleague)
    worker()

    (letter,) = to(PRINTER, mailoutbox)
    assert 'read:       Ada\n' in letter.body
    assert 'now reads:  Ada Byron\n' in letter.body


def test_who_got_it_hears_of_a_restriction(confirm, mailoutbox):
    make.enquiry()

    confirm('restriction')

    (letter,) = to(PRINTER, mailoutbox)
    assert 'had us lock it' in letter.body


def test_a_restriction_that_only_begins_a_deletion_is_not_told(confirm):
    make.enquiry()

    confirm('erasure')

    assert not RecipientNotice.objects.filter(about='restricted').exists()


@pytest.mark.parametrize('right', ['erasure', 'restriction', 'access'])
def test_nobody_hears_of_somebody_of_whom_we_held_nothing(
    confirm, mailoutbox, right
):
    make.enquiry(email=make.STRANGER)

    confirm(right)

    assert not to(PRINTER, mailoutbox)
    assert the_request().state == State.ANSWERED


def test_who_keeps_no_copy_hears_nothing(confirm, monkeypatch):
    gave_to(monkeypatch, replace(PRINTER, mailbox=''))
    make.enquiry()

    confirm('erasure')

    assert not RecipientNotice.objects.exists()


def test_who_got_other_data_does_not_learn_what_was_corrected(
    worker, mailoutbox, colleague, monkeypatch
):
    make.enquiry()
    correction = a_correction()
    gave_to(monkeypatch, PRINTER, CALLER)
    accept(correction, colleague)
    gave_to(monkeypatch, CALLER)
    worker()

    assert 'Ada Byron' in to(CALLER, mailoutbox)[0].body
    assert 'Ada Byron' not in to(PRINTER, mailoutbox)[0].body


def test_an_authority_that_got_data_is_told_by_hand(confirm, mailoutbox):
    make.enquiry()
    make.disclosure()
    make.disclosure(reference='W-2')

    confirm('erasure')

    by_hand = RecipientNotice.objects.get(mailbox='')
    assert by_hand.recipient == 'The police of Vilnius'
    assert [m for m in mailoutbox if 'needs you' in m.subject]


def test_an_authority_that_got_nothing_yet_is_not_told(confirm):
    make.enquiry()
    make.disclosure(
        disclosed_on=None, notified_on=None, approved_by=None, items=''
    )

    confirm('erasure')

    assert not RecipientNotice.objects.filter(mailbox='').exists()


def test_a_correction_that_was_refused_is_nobodys_news(worker, colleague):
    make.enquiry()
    correction = a_correction()

    correcting.decide(
        correction.pk, Decision.REFUSED, reason='It is right.', by=colleague
    )
    worker()

    assert not RecipientNotice.objects.exists()


def test_a_deletion_that_a_colleague_decided_is_told(
    confirm, worker, mailoutbox, colleague
):
    make.enquiry()
    confirm('objection')
    seen = fingerprint(plan([make.ADA]))

    explaining.decide_erasure(the_request().pk, as_planned=seen, by=colleague)
    worker()

    first, second = to(PRINTER, mailoutbox)
    assert 'had us lock it' in first.body
    assert 'Please delete' in second.body


# --- The request waits, and the person does not -------------------------------


def test_a_deletion_ends_when_the_last_has_answered(
    client, confirm, worker, mailoutbox, link_in
):
    make.enquiry()
    confirm('erasure')
    assert the_request().state == State.OPEN
    assert the_request().proven_emails() == [make.ADA]

    client.post(answer_link(mailoutbox, link_in))
    worker()

    assert the_request().state == State.ANSWERED
    assert mailoutbox[-1].subject == 'Your data is deleted'
    assert not [h for h in scan.scan([make.ADA]) if 'outbox' not in h.where]


def test_of_two_recipients_both_must_answer(
    client, confirm, worker, mailoutbox, link_in, monkeypatch
):
    gave_to(monkeypatch, PRINTER, CALLER)
    make.enquiry()
    confirm('erasure')

    client.post(answer_link(mailoutbox, link_in))
    worker()
    assert the_request().state == State.OPEN
    client.post(answer_link(mailoutbox, link_in, CALLER))
    worker()

    assert the_request().state == State.ANSWERED


def test_she_reads_at_once_that_it_is_deleted_with_us(
    client, confirm, worker, mailoutbox
):
    make.enquiry()

    case = confirm('erasure')

    (letter,) = [m for m in mailoutbox if 'deleted' in m.subject]
    assert letter.subject == 'Your data is deleted with us'
    page = client.get(case).content.decode()
    assert 'A printer' in page
    assert 'They have not answered yet.' in page


def test_looking_again_meanwhile_writes_no_second_letter(
    confirm, worker, mailoutbox
):
    make.enquiry()
    confirm('erasure')
    written = len(mailoutbox)

    tasks.fulfil.defer(dsr_pk=the_request().pk)
    worker()

    assert len(mailoutbox) == written


def test_a_restriction_is_answered_at_once_and_ends_later(
    client, confirm, worker, mailoutbox, link_in
):
    make.enquiry()
    confirm('restriction')
    (letter,) = [m for m in mailoutbox if m.subject == 'Your data is locked']
    assert 'We told those who' in letter.body
    assert the_request().state == State.OPEN

    client.post(answer_link(mailoutbox, link_in))
    worker()

    assert the_request().state == State.ANSWERED
    assert len([m for m in mailoutbox if 'locked' in m.subject]) == 1


def test_corrections_are_answered_at_once_and_end_later(
    client, worker, mailoutbox, link_in, colleague
):
    make.enquiry()
    accept(a_correction(), colleague)
    worker()
    assert [m for m in mailoutbox if 'corrections' in m.subject]
    assert the_request().state == State.OPEN

    client.post(answer_link(mailoutbox, link_in))
    worker()

    assert the_request().state == State.ANSWERED
    assert len([m for m in mailoutbox if 'corrections' in m.subject]) == 1


def test_who_did_one_correction_hears_of_the_next(
    client, worker, mailoutbox, link_in, colleague
):
    make.enquiry()
    first = a_correction()
    accept(first, colleague)
    worker()
    client.post(answer_link(mailoutbox, link_in))  # and no worker runs

    second = make.correction(
        dsr=first.dsr,
        field='message',
        old_value='Build me an engine.',
        new_value='Build me two.',
    )
    accept(second, colleague)
    worker()

    *_, letter = to(PRINTER, mailoutbox)
    assert 'Build me two.' in letter.body
    assert the_request().state == State.OPEN
    letters = to(PRINTER, mailoutbox)
    assert len({m.extra_headers['Message-ID'] for m in letters}) == 2


def test_the_database_refuses_an_answer_before_theirs(confirm, colleague):
    make.enquiry()
    confirm('objection')

    with pytest.raises(IntegrityError), transaction.atomic():
        handling.answer(the_request().pk, outcome='Done.', by=colleague)

    assert the_request().state == State.OPEN


def test_a_refusal_waits_for_nobody(confirm, worker, mailoutbox, colleague):
    make.enquiry()
    confirm('objection')
    refusing.propose(
        the_request().pk, ground=Ground.UNFOUNDED, reason=REASON, by=colleague
    )

    assert refusing.approve(the_request().pk, by=make.member(make.SECOND))
    assert not notices.due(timezone.now() + timedelta(days=30)).exists()


def test_nobody_hears_of_somebody_we_doubt(client, ask, worker, mailoutbox):
    make.enquiry()
    client.post(ask('restriction'))  # and no worker runs
    colleague = make.member('team@ivelum.com')
    handling.ask_identity(the_request().pk, doubt=REASON, by=colleague)
    worker()
    assert not to(PRINTER, mailoutbox)

    handling.accept_identity(the_request().pk, by=colleague)
    worker()

    assert to(PRINTER, mailoutbox)


# --- The letters --------------------------------------------------------------


def test_a_silent_recipient_is_told_three_times(confirm, worker, mailoutbox):
    make.enquiry()
    confirm('erasure')
    now = timezone.now()

    for day in range(60):
        for pk in notices.numbers_due(now + timedelta(days=day)):
            notices.tell(pk, now + timedelta(days=day))

    letters = to(PRINTER, mailoutbox)
    assert len(letters) == 3
    assert len({m.extra_headers['Message-ID'] for m in letters}) == 3
    told = the_request().events.filter(action=Action.RECIPIENT_TOLD)
    assert told.count() == 3


def test_two_workers_write_one_letter(confirm, worker, mailoutbox):
    make.enquiry()
    confirm('erasure')

    notices.tell(RecipientNotice.objects.get().pk, timezone.now())

    assert len(to(PRINTER, mailoutbox)) == 1


def test_a_letter_that_fails_is_not_noted(client, ask, worker, monkeypatch):
    make.enquiry()
    client.post(ask('restriction'))

    def fails(*args, **given):
        raise OSError('no post today')

    monkeypatch.setattr(notices.emails, 'tell_recipient', fails)
    with pytest.raises(OSError, match='no post'):
        worker()

    assert RecipientNotice.objects.get().told_at is None


def test_a_letter_that_got_lost_is_written_by_the_clock(
    client, ask, worker, mailoutbox
):
    make.enquiry()
    client.post(ask('restriction'))
    worker.jobs.clear()

    tasks.tell_recipients(int(timezone.now().timestamp()))
    worker()

    assert len(to(PRINTER, mailoutbox)) == 1


# --- The page of a recipient --------------------------------------------------


@pytest.fixture
def link(confirm, mailoutbox, link_in):
    make.enquiry()
    confirm('erasure')
    return answer_link(mailoutbox, link_in)


def test_the_page_names_nobody_and_is_kept_by_nobody(client, link):
    response = client.get(link)

    page = response.content.decode()
    assert 'We have done it' in page
    assert make.ADA not in page
    assert response.headers['Cache-Control'] == 'no-store'
    assert response.headers['Referrer-Policy'] == 'no-referrer'
    assert not response.cookies


def test_a_link_that_is_only_opened_answers_nothing(client, link):
    client.get(link)
    client.head(link)

    assert RecipientNotice.objects.unanswered().exists()


def test_pressed_twice_it_is_answered_once(client, link, worker):
    client.post(link)
    worker()
    again = client.post(link, follow=True)

    assert 'Thank you' in again.content.decode()
    assert 'We have done it' not in again.content.decode()
    done = the_request().events.filter(action=Action.RECIPIENT_ANSWERED)
    assert done.count() == 1


@pytest.mark.parametrize('purpose', ['case', 'proof', 'me'])
def test_no_other_link_opens_it(client, link, purpose):
    forged = tokens.make(purpose, RecipientNotice.objects.get().pk)

    assert client.get(f'/privacy/recipient/{forged}/').status_code == 410
    assert client.get('/privacy/recipient/nonsense/').status_code == 410


def test_the_link_of_one_who_was_excused_is_dead(client, link, colleague):
    excuse(colleague)

    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410


def test_the_link_of_a_withdrawn_request_is_dead(
    client, confirm, mailoutbox, link_in
):
    make.enquiry()
    case = confirm('restriction')

    client.post(case + 'withdraw/')

    assert client.get(answer_link(mailoutbox, link_in)).status_code == 410


# --- What a colleague says ----------------------------------------------------


def excuse(colleague, **changes):
    notice = RecipientNotice.objects.get()
    given = {'notice_pk': notice.pk, 'because': REASON, 'by': colleague}
    return recipients.excuse(notice.dsr_id, **(given | changes))


def told(colleague, **changes):
    notice = RecipientNotice.objects.get()
    given = {
        'notice_pk': notice.pk,
        'on': timezone.localdate(),
        'by': colleague,
    }
    return recipients.tell_by_hand(notice.dsr_id, **(given | changes))


def test_excused_with_a_reason_the_request_goes_on(
    client, confirm, worker, colleague
):
    make.enquiry()
    case = confirm('erasure')

    assert excuse(colleague)
    worker()

    assert the_request().state == State.ANSWERED
    assert REASON in client.get(case).content.decode()


@pytest.mark.parametrize('because', ['', 'No.', ' ' * 40])
def test_the_database_takes_no_excuse_without_a_reason(
    confirm, colleague, because
):
    make.enquiry()
    confirm('erasure')

    with pytest.raises(IntegrityError), transaction.atomic():
        excuse(colleague, because=because)

    assert RecipientNotice.objects.unanswered().exists()


@pytest.mark.parametrize('act', [excuse, told])
def test_a_reader_neither_excuses_nor_tells(confirm, act):
    make.enquiry()
    confirm('erasure')
    reader = StaffMember.objects.create(
        email='reader@ivelum.com', role=Role.READER
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        act(reader)

    assert RecipientNotice.objects.unanswered().exists()


@pytest.mark.parametrize('act', [excuse, told])
def test_the_second_to_say_it_says_nothing(confirm, colleague, act):
    make.enquiry()
    confirm('erasure')

    assert act(colleague)
    assert not act(colleague)


def test_told_by_telephone_counts_as_told_and_done(confirm, worker, colleague):
    make.enquiry()
    confirm('erasure')
    yesterday = timezone.localdate() - timedelta(days=1)

    assert told(colleague, on=yesterday)
    worker()

    notice = RecipientNotice.objects.get()
    assert notice.told_at.date() == yesterday
    assert the_request().state == State.ANSWERED


def at_the_desk(desk, act, **form):
    address = f'/admin/privacy/datasubjectrequest/{the_request().pk}/{act}/'
    seen = the_request().events.acts().order_by('-seq').first().seq
    notice = RecipientNotice.objects.first()
    return desk.post(
        address, {'notice_pk': notice.pk, 'seen': seen, **form}, follow=True
    )


def test_the_desk_shows_what_excusing_will_do(desk, confirm):
    make.enquiry()
    confirm('erasure')

    page = at_the_desk(desk, 'excuse', because=REASON).content.decode()

    assert 'It is the last one: the request goes on.' in page
    assert RecipientNotice.objects.unanswered().exists()


def test_excused_at_the_desk(desk, confirm, worker):
    make.enquiry()
    confirm('erasure')

    at_the_desk(desk, 'excuse', because=REASON, confirm='yes')
    worker()

    assert the_request().state == State.ANSWERED


def test_told_at_the_desk(desk, confirm, worker):
    make.enquiry()
    make.disclosure()
    confirm('erasure')
    day = timezone.localdate().isoformat()

    page = at_the_desk(desk, 'told', on=day).content.decode()
    assert 'We still wait for: ' in page
    at_the_desk(desk, 'told', on=day, confirm='yes')

    assert RecipientNotice.objects.unanswered().count() == 1


@pytest.mark.parametrize(
    ('act', 'form'),
    [
        ('excuse', {'because': 'No.'}),
        ('excuse', {'because': f'Ask {make.ADA}, they know all.'}),
        ('told', {'on': '2999-01-01'}),
        ('told', {'on': '2020-01-01'}),
        ('told', {'on': 'yesterday'}),
        ('excuse', {'because': REASON, 'notice_pk': '0'}),
    ],
)
def test_bad_input_changes_nothing(desk, confirm, act, form):
    make.enquiry()
    confirm('erasure')

    answer = at_the_desk(desk, act, confirm='yes', **form)

    assert answer.status_code == 400
    assert RecipientNotice.objects.unanswered().exists()


def test_who_answered_meanwhile_cannot_be_excused(
    desk, confirm, mailoutbox, link_in
):
    make.enquiry()
    confirm('erasure')
    desk.post(answer_link(mailoutbox, link_in))

    answer = at_the_desk(desk, 'excuse', because=REASON, confirm='yes')

    assert answer.status_code == 409
    assert 'No recipient is waited for.' in answer.content.decode()


def test_the_desk_points_at_the_recipient(desk, confirm):
    make.enquiry()
    confirm('erasure')
    page = desk.get(
        f'/admin/privacy/datasubjectrequest/{the_request().pk}/change/'
    ).content.decode()

    assert 'Wait for a recipient, or say why not.' in page
    assert '/excuse/' in page
