"""The acts of the team, from the page to the person."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from contact.models import Enquiry
from privacy import clock
from privacy.models import (
    AuditEvent,
    Channel,
    DataSubjectRequest,
    Decision,
    Ground,
    State,
)
from tests import make
from tests.desk.conftest import page, press


pytestmark = pytest.mark.django_db

WHY = 'They sent the same request forty times this week.'
HOW = 'She named the three invoices of 2024 and what was in them.'


@pytest.fixture
def second(client, team):
    """Call it to sit down at the same desk as the second person."""

    def sit_down():
        client.force_login(team[1])
        return client

    return sit_down


def state_of(dsr):
    return DataSubjectRequest.objects.get(pk=dsr.pk).state


# --- Saying no ----------------------------------------------------------------


def test_a_refusal_waits_for_a_second_person(desk, mailoutbox, worker):
    dsr = make.open_case('access')

    press(desk, dsr, 'refuse', ground=Ground.EXCESSIVE, reason=WHY)
    worker()

    assert state_of(dsr) == State.OPEN
    assert not mailoutbox
    assert 'A second person looks at the refusal.' in desk.get(page(dsr)).text


def test_who_proposed_a_refusal_cannot_agree_to_it(desk):
    dsr = make.open_case('access')
    press(desk, dsr, 'refuse', ground=Ground.EXCESSIVE, reason=WHY)

    refused = press(desk, dsr, 'agree')

    assert refused.status_code == 409
    assert 'nobody approves their own refusal' in refused.text
    assert state_of(dsr) == State.OPEN


def test_the_second_person_agrees_and_it_is_told(
    desk, second, mailoutbox, worker
):
    dsr = make.open_case('access')
    press(desk, dsr, 'refuse', ground=Ground.EXCESSIVE, reason=WHY)

    done = press(second(), dsr, 'agree')
    worker()

    assert 'Done' in done.text
    refused = DataSubjectRequest.objects.get()
    assert refused.state == State.REFUSED
    assert refused.remedies_told
    assert refused.outcome == WHY
    assert [letter.to for letter in mailoutbox] == [[make.ADA]]


def test_the_second_person_does_not_agree(desk, second):
    dsr = make.open_case('access')
    press(desk, dsr, 'refuse', ground=Ground.EXCESSIVE, reason=WHY)

    press(second(), dsr, 'disagree', because='Forty is not that many, really.')

    assert state_of(dsr) == State.OPEN
    again = press(desk, dsr, 'refuse', ground=Ground.UNFOUNDED, reason=WHY)
    assert 'Done' in again.text


def test_free_expression_is_no_ground_to_hide_data(desk):
    form = desk.get(page(make.open_case('access'), 'refuse')).context['form']

    assert Ground.EXPRESSION not in dict(form.fields['ground'].choices)


# --- More time ----------------------------------------------------------------


def test_more_time_is_told_at_once(desk, mailoutbox, worker):
    dsr = make.open_case('objection')
    to = clock.latest_extension(dsr.received_on)

    press(
        desk, dsr, 'extend', to=to, reason='Five mailboxes to search by hand.'
    )
    worker()

    extended = DataSubjectRequest.objects.get()
    assert extended.answer_by == to
    assert len(mailoutbox) == 1
    assert 'It was extended once.' in desk.get(page(dsr)).text


@pytest.mark.parametrize(
    ('days', 'sentence'), [(5, 'That is not longer'), (200, 'The law allows')]
)
def test_a_day_that_cannot_be(desk, days, sentence):
    dsr = make.open_case('objection')
    to = timezone.localdate() + timedelta(days=days)

    form = desk.post(
        page(dsr, 'extend'), {'to': to, 'reason': 'Five mailboxes by hand.'}
    )

    assert form.status_code == 400
    assert sentence in form.text
    assert 'Five mailboxes by hand.</textarea>' in form.text


def test_a_short_reason_is_none(desk):
    dsr = make.open_case('objection')
    to = clock.latest_extension(dsr.received_on)

    form = desk.post(page(dsr, 'extend'), {'to': to, 'reason': ' busy   '})

    assert form.status_code == 400
    assert 'at least 20 characters' in form.text


def test_a_complaint_is_never_extended(desk):
    dsr = make.open_case('complaint')

    cannot = desk.get(page(dsr, 'extend'))

    assert cannot.status_code == 409
    assert 'within 30 days, always' in cannot.text


def test_after_the_first_month_it_is_too_late(desk):
    long_ago = timezone.now() - timedelta(days=40)
    dsr = make.open_case('objection', now=long_ago)

    assert 'first due day is over' in desk.get(page(dsr, 'extend')).text


# --- Who it is ----------------------------------------------------------------


def test_a_doubt_stops_everything_until_it_is_answered(desk, worker):
    dsr = make.open_case('objection')

    press(desk, dsr, 'ask', doubt='The letter bears another name. Who are you?')

    assert state_of(dsr) == State.VERIFYING
    assert 'decide that first' in desk.get(page(dsr, 'answer')).text
    press(desk, dsr, 'accept')
    assert state_of(dsr) == State.OPEN


def test_no_answer_about_who_they_are_ends_it(desk):
    dsr = make.open_case('objection')
    press(desk, dsr, 'ask', doubt='The letter bears another name. Who are you?')

    press(desk, dsr, 'lapse', reason='We have no answer from you.')

    assert state_of(dsr) == State.LAPSED


# --- By letter and telephone --------------------------------------------------


NEW = '/admin/privacy/datasubjectrequest/new/take-in/'


def take_in(desk, **changes):
    given = {
        'right': 'erasure',
        'channel': Channel.POST,
        'received_on': timezone.localdate() - timedelta(days=9),
        'email': 'Ada Lovelace <Ada@Example.org>',
        'details': 'Please forget me.',
        'proof': 'link',
    }
    return desk.post(NEW, given | {'seen': '0', 'confirm': 'y'} | changes)


def test_a_letter_counts_from_the_day_it_came(desk, mailoutbox, worker):
    taken = take_in(desk)
    worker()

    dsr = DataSubjectRequest.objects.get()
    assert taken.url == page(dsr)
    day = timezone.localdate() - timedelta(days=9)
    assert dsr.answer_by == clock.due_on(day)
    assert dsr.channel == Channel.POST
    assert [letter.to for letter in mailoutbox] == [[make.ADA]]


def test_the_link_in_the_letter_goes_on_with_it(
    desk, client, mailoutbox, worker, link_in
):
    make.enquiry()
    take_in(desk)
    worker()

    client.logout()
    client.post(link_in(mailoutbox[0], '/privacy/request/'))
    worker()

    assert DataSubjectRequest.objects.get().state == State.ANSWERED
    assert not Enquiry.objects.exists()


def test_the_same_letter_twice_in_a_moment_is_one(desk):
    take_in(desk)
    take_in(desk)

    assert DataSubjectRequest.objects.count() == 1


@pytest.mark.parametrize(
    'wrong',
    [
        {'received_on': date(2099, 1, 1)},
        {'received_on': date(2001, 1, 1)},
        {'email': 'ada at example'},
        {'proof': 'known', 'vouched_how': 'I know'},
        {'email': make.FIRST},
    ],
)
def test_a_slip_is_told_beside_the_field(desk, wrong):
    form = take_in(desk, **wrong)

    assert form.status_code == 400
    assert 'Please forget me.</textarea>' in form.text
    assert not DataSubjectRequest.objects.exists()


def test_who_lost_the_mailbox_needs_two_who_know_them(
    desk, second, mailoutbox, worker
):
    make.enquiry()

    take_in(desk, proof='known', vouched_how=HOW)
    worker()

    dsr = DataSubjectRequest.objects.get()
    assert not mailoutbox
    assert Enquiry.objects.exists()
    own = press(desk, dsr, 'confirm')
    assert 'two people vouch for a third' in own.text
    press(second(), dsr, 'confirm')
    worker()
    assert not Enquiry.objects.exists()


def test_nothing_is_mailed_to_a_lost_mailbox(desk, second, mailoutbox, worker):
    take_in(desk, proof='known', vouched_how=HOW)
    dsr = DataSubjectRequest.objects.get()
    press(second(), dsr, 'confirm')
    worker()

    assert make.ADA not in str([letter.to for letter in mailoutbox])
    assert 'print' in desk.get(page(dsr)).text.lower()
    press(desk, dsr, 'answer', outcome='All is deleted; this letter says so.')
    ended = DataSubjectRequest.objects.get()
    assert ended.state == State.ANSWERED
    assert not ended.addresses.exclude(email=None).exists()


def test_the_second_person_may_doubt_it(desk, second, worker):
    take_in(desk, proof='known', vouched_how=HOW)
    dsr = DataSubjectRequest.objects.get()

    press(second(), dsr, 'doubt')
    worker()

    assert not dsr.proven_claims()
    assert 'Wait until they open the link' in desk.get(page(dsr)).text
    press(desk, dsr, 'link')
    assert dsr.addresses.get().asked_at is None


# --- Correcting and deleting --------------------------------------------------


def test_corrections_are_decided_side_by_side(desk, worker, mailoutbox):
    dsr = make.open_case('rectification')
    make.enquiry()
    one = make.correction(dsr=dsr)
    two = make.correction(
        dsr=dsr, field='message', old_value='Build', new_value='B'
    )

    form = desk.get(page(dsr, 'decide')).text
    assert 'Ada L.' in form
    press(
        desk,
        dsr,
        'decide',
        **{
            f'decision_{one.pk}': 'accepted',
            f'decision_{two.pk}': 'refused',
            f'reason_{two.pk}': 'You did write it like that, in 2024.',
        },
    )
    worker()

    assert Enquiry.objects.get().name == 'Ada L.'
    two.refresh_from_db()
    assert two.decision == Decision.REFUSED
    assert state_of(dsr) == State.ANSWERED
    assert mailoutbox[-1].to == [make.ADA]


def test_a_no_to_a_correction_has_a_reason(desk):
    dsr = make.open_case('rectification')
    one = make.correction(dsr=dsr)

    form = desk.post(page(dsr, 'decide'), {f'decision_{one.pk}': 'refused'})

    assert form.status_code == 400
    assert 'at least 20 characters' in form.text


def test_a_child_is_removed_without_papers(confirm, desk, worker):
    make.enquiry()
    confirm('child', details='My daughter of ten wrote to you.')

    dsr = DataSubjectRequest.objects.get()
    assert Enquiry.objects.get().restriction
    form = desk.get(page(dsr, 'erase'))
    planned = form.context['form'].initial['as_planned']
    press(desk, dsr, 'erase', as_planned=planned)
    worker()

    assert not Enquiry.objects.exists()
    assert state_of(dsr) == State.ANSWERED


def test_what_is_deleted_is_what_was_seen(confirm, desk, worker):
    make.enquiry()
    confirm('child', details='My daughter of ten wrote to you.')
    dsr = DataSubjectRequest.objects.get()
    form = desk.get(page(dsr, 'erase'))
    planned = form.context['form'].initial['as_planned']
    make.enquiry(message='One more.')

    page_again = desk.post(
        page(dsr, 'erase'),
        {'as_planned': planned, 'seen': '0', 'confirm': 'yes'},
    )

    assert 'Rows came or went' in page_again.text
    assert Enquiry.objects.count() == 2


def test_a_place_that_stays_is_explained(confirm, desk, worker):
    make.enquiry(email=make.STRANGER, message=f'Greet {make.ADA} from me.')
    confirm('erasure')
    dsr = DataSubjectRequest.objects.get()
    assert dsr.unexplained == 1

    ground = 'Article 17(3)(e): it is the letter of somebody else.'
    press(desk, dsr, 'explain', ground=ground)
    worker()

    assert state_of(dsr) == State.ANSWERED


# --- Who looks after it -------------------------------------------------------


def test_a_colleague_takes_it_and_another_cannot(desk, second, team):
    dsr = make.open_case('complaint')

    press_at_once(desk, dsr, 'take')
    late = press_at_once(second(), dsr, 'take')

    assert late.status_code == 409
    assert 'A colleague looks after it.' in late.text
    assert DataSubjectRequest.objects.get().taken_by == team[0]


def press_at_once(client, dsr, act):
    seen = client.get(page(dsr)).context['seen']
    form = {'seen': seen, 'confirm': 'yes'}
    return client.post(page(dsr, act), form, follow=True)


def test_every_act_is_in_the_audit_under_a_number(desk, team):
    dsr = make.open_case('complaint')

    press_at_once(desk, dsr, 'take')
    press(desk, dsr, 'write', body='A moment, please.')

    acts = AuditEvent.objects.filter(dsr=dsr).acts()
    assert [(e.action, e.by_id) for e in acts] == [
        ('taken', team[0].pk),
        ('message_out', team[0].pk),
    ]
