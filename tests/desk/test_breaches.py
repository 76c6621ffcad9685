"""Something went wrong: 72 hours to tell the authority."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from privacy import clock
from privacy.desk.breaches import time_left
from privacy.duties import breaches
from privacy.models import Action, AuditEvent, Breach, Role, StaffMember
from tests import make
from tests.desk.test_holds import press_on


pytestmark = pytest.mark.django_db

DESK = '/admin/privacy/breach'
WHY = 'The disk was encrypted, and the key is in another place.'


def ago(hours):
    return timezone.now() - timedelta(hours=hours)


def typed(moment):
    return moment.astimezone(clock.VILNIUS).strftime('%Y-%m-%dT%H:%M')


def stolen(**changes):
    given = {
        'aware_at': typed(ago(2)),
        'nature': 'A laptop was stolen.',
        'risk': 'risk',
    }
    return given | changes


def act(client, breach, code, **said):
    return press_on(client, f'{DESK}/{breach.pk}/{code}/', **said)


@pytest.fixture
def breach(team):
    return make.breach(aware_at=ago(2))


@pytest.fixture
def late(team):
    return make.breach(aware_at=ago(80))


def test_a_breach_is_noted_told_and_closed(desk):
    press_on(desk, f'{DESK}/new/note/', **stolen())
    breach = Breach.objects.get()

    act(desk, breach, 'tell', authority_told_at=typed(ago(1)))
    closed = act(desk, breach, 'close')

    breach.refresh_from_db()
    assert breach.closed_at
    assert 'Nothing: it is closed.' in closed.text
    steps = AuditEvent.objects.filter(action=Action.BREACH_STEP)
    assert [step.purpose for step in steps] == ['authority told', 'closed']


def test_what_is_typed_is_time_in_vilnius(desk):
    noon = timezone.now().astimezone(clock.VILNIUS).replace(
        second=0, microsecond=0
    ) - timedelta(days=1)

    press_on(desk, f'{DESK}/new/note/', **stolen(aware_at=typed(noon)))

    breach = Breach.objects.get()
    assert breach.aware_at == noon
    assert breach.notify_by == noon + timedelta(hours=72)


@pytest.mark.parametrize(
    ('hours', 'kind', 'words'),
    [
        (40, 'calm', '32 h 00 min left'),
        (50, 'soon', '22 h 00 min left'),
        (71, 'now', '1 h 00 min left'),
        (72, 'now', '0 h 00 min left'),
        (73, 'over', '1 h 00 min overdue'),
    ],
)
def test_the_clock_in_words_and_colour(hours, kind, words):
    now = timezone.now()
    breach = make.breach(aware_at=now - timedelta(hours=hours))
    breach.refresh_from_db()

    shown = time_left(breach, now)

    assert words in shown
    assert f'when-{kind}' in shown


def test_a_late_notice_needs_a_reason(desk, late):
    said = {'authority_told_at': typed(ago(1))}

    form = desk.post(f'{DESK}/{late.pk}/tell/', said)

    assert form.status_code == 400
    assert 'after the 72 hours' in str(
        form.context['form'].errors['delay_reason']
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Breach.objects.update(authority_told_at=ago(1))
    act(desk, late, 'tell', delay_reason=WHY, **said)
    assert 'told late' in desk.get(f'{DESK}/{late.pk}/change/').text


@pytest.mark.parametrize(
    ('changes', 'field'),
    [
        ({'risk': 'none'}, 'no_risk_because'),
        ({'no_risk_because': WHY}, 'no_risk_because'),
        ({'nature': '  '}, 'nature'),
        ({'aware_at': '2099-01-01T12:00'}, 'aware_at'),
        ({'aware_at': 'yesterday'}, 'aware_at'),
        ({'approx_subjects': -1}, 'approx_subjects'),
        ({'risk': ''}, 'risk'),
    ],
)
def test_what_is_wrong_stands_beside_its_field(desk, changes, field):
    form = desk.post(f'{DESK}/new/note/', stolen(**changes))

    assert form.status_code == 400
    assert list(form.context['form'].errors) == [field]
    assert not Breach.objects.exists()


def test_more_becomes_known_in_phases(desk, breach):
    act(
        desk,
        breach,
        'update',
        nature='Two laptops were stolen.',
        risk='high',
        approx_subjects=300,
    )

    breach.refresh_from_db()
    assert (breach.risk, breach.approx_subjects) == ('high', 300)


def test_a_high_risk_is_not_closed_before_people_know(desk, team):
    breach = make.breach(aware_at=ago(2), risk='high')
    act(desk, breach, 'tell', authority_told_at=typed(ago(1)))

    cannot = desk.get(f'{DESK}/{breach.pk}/close/')
    assert cannot.status_code == 409
    assert 'people are told' in cannot.text
    with pytest.raises(IntegrityError), transaction.atomic():
        breaches.close(breach.pk, by=team[0])

    act(desk, breach, 'not-people', subjects_not_told_because=WHY)
    act(desk, breach, 'close')

    assert Breach.objects.get().closed_at


def test_people_are_told(desk, breach):
    act(desk, breach, 'people', subjects_told_at=typed(ago(1)))

    breach.refresh_from_db()
    assert breach.subjects_told_at


def test_nobody_was_told_before_any_of_us_knew(desk, breach):
    said = {'authority_told_at': typed(ago(5))}

    form = desk.post(f'{DESK}/{breach.pk}/tell/', said)

    assert 'before any of us knew' in form.text


def test_an_unlikely_risk_is_closed_without_a_notice(desk):
    press_on(
        desk, f'{DESK}/new/note/', **stolen(risk='none', no_risk_because=WHY)
    )
    breach = Breach.objects.get()
    assert 'no notice needed' in desk.get(f'{DESK}/').text

    act(desk, breach, 'close')

    breach.refresh_from_db()
    assert breach.closed_at


def test_a_handler_notes_it_and_a_lead_goes_on(desk):
    handler = StaffMember.objects.create(email='h@i.org', role=Role.HANDLER)
    desk.force_login(handler)

    press_on(desk, f'{DESK}/new/note/', **stolen())
    breach = Breach.objects.get()

    assert desk.get(f'{DESK}/{breach.pk}/tell/').status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        breaches.tell_authority(breach.pk, authority_told_at=ago(1), by=handler)


def test_the_same_step_twice_is_one(breach, team):
    at = ago(1)

    first = breaches.tell_authority(breach.pk, authority_told_at=at, by=team[0])
    second = breaches.tell_authority(
        breach.pk, authority_told_at=at, by=team[1]
    )

    assert (first, second) == (True, False)


def test_the_same_breach_noted_twice_is_one(desk):
    press_on(desk, f'{DESK}/new/note/', **stolen())
    first = Breach.objects.get()

    press_on(
        desk, f'{DESK}/new/note/', **stolen(aware_at=typed(first.aware_at))
    )

    assert Breach.objects.get() == first


def test_the_most_urgent_comes_first(desk):
    calm = make.breach(aware_at=ago(2), risk='none', no_risk_because=WHY)
    soon, over = make.breach(aware_at=ago(50)), make.breach(aware_at=ago(90))

    rows = [line.row for line in desk.get(f'{DESK}/').context['lines']]

    assert rows == [over, soon, calm]


def test_a_reader_sees_the_clock_and_no_words(client, breach):
    reader = StaffMember.objects.create(email='r@s.org', role=Role.READER)
    client.force_login(reader)

    shown = client.get(f'{DESK}/{breach.pk}/change/').text

    assert 'left' in shown
    assert breach.nature not in shown


def test_an_empty_register_says_so(desk):
    assert 'No breach is open.' in desk.get(f'{DESK}/').text
