"""An authority wants data: two people decide, the person is told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from privacy import tasks
from privacy.duties import disclosures
from privacy.models import Action, AuditEvent, Disclosure, Role, StaffMember
from tests import make
from tests.desk.test_holds import days, press_on


pytestmark = pytest.mark.django_db

DESK = '/admin/privacy/disclosure'
ORDER = {
    'authority': 'The police of Vilnius',
    'country': 'lt',
    'instrument': 'warrant',
    'reference': 'W-12',
    'received_on': days(-2),
    'legal_basis': 'The code of criminal procedure, article 155.',
    'not_notified_because': 'yes',
}
GIVEN = {
    'items': 'Two messages of 3 May.',
    'disclosed_on': days(0),
    'not_notified_because': 'yes',
    'email': make.ADA,
}
BANNED = {'not_notified_because': 'prohibited_by_order'}


@pytest.fixture
def agreed(team):
    """An order that two people looked at; nothing is given yet."""
    return make.disclosure(
        email=None,
        received_on=days(-2),
        items='',
        disclosed_on=None,
        notified_on=None,
    )


@pytest.fixture
def secret(agreed, team):
    """Given, while the order forbids to tell the person."""
    disclosures.hand_over(
        agreed.pk,
        items='Two messages.',
        disclosed_on=days(0),
        recheck_on=days(30),
        by=team[1],
        **BANNED,
    )
    return agreed


def act(client, row, code, **typed):
    return press_on(client, f'{DESK}/{row.pk}/{code}/', **typed)


def test_an_order_is_judged_agreed_to_given_and_told(
    desk, team, mailoutbox, worker
):
    press_on(desk, f'{DESK}/new/assess/', **ORDER)
    order = Disclosure.objects.get()
    desk.force_login(team[1])

    act(desk, order, 'agree')
    act(desk, order, 'give', **GIVEN)
    worker()

    order.refresh_from_db()
    assert order.country == 'LT'
    assert (order.notified_on, order.email) == (days(0), make.ADA)
    letter = mailoutbox[-1]
    assert letter.to == [make.ADA]
    for said in ('The police of Vilnius', 'W-12', 'Two messages of 3 May.'):
        assert said in letter.body
        assert said not in letter.subject


def test_who_judged_it_does_not_agree(desk, team):
    press_on(desk, f'{DESK}/new/assess/', **ORDER)
    order = Disclosure.objects.get()

    refused = act(desk, order, 'agree')

    assert refused.status_code == 409
    assert 'nobody approves their own assessment' in refused.text
    with pytest.raises(IntegrityError), transaction.atomic():
        disclosures.agree(order.pk, by=team[0])


def test_nothing_is_given_before_two_agreed(desk, team):
    order = disclosures.assess(
        by=team[0], **ORDER | BANNED | {'country': 'LT', 'recheck_on': days(9)}
    )

    cannot = desk.get(f'{DESK}/{order.pk}/give/')

    assert cannot.status_code == 409
    assert 'A second person must agree first.' in cannot.text
    with pytest.raises(IntegrityError), transaction.atomic():
        disclosures.hand_over(
            order.pk,
            items='All.',
            disclosed_on=days(0),
            recheck_on=days(9),
            by=team[1],
            **BANNED,
        )


@pytest.mark.parametrize(
    ('changes', 'field', 'sentence'),
    [
        ({'country': 'US'}, 'article_48_note', 'Article 48'),
        ({'instrument': 'good_faith'}, 'legal_basis', 'both sides'),
        ({'received_on': days(1)}, 'received_on', 'has not come yet'),
        ({'country': '??'}, 'country', 'Two letters'),
        ({'authority': '  '}, 'authority', 'required'),
        (BANNED, 'recheck_on', 'on which day we look again'),
        (BANNED | {'recheck_on': days(0)}, 'recheck_on', 'not to come'),
        (
            BANNED | {'recheck_on': days(9), 'email': make.ADA},
            'email',
            'names nobody',
        ),
        ({'email': make.FIRST}, 'email', 'It is about you'),
    ],
)
def test_what_is_wrong_stands_beside_its_field(desk, changes, field, sentence):
    short = {'legal_basis': 'We think so.'}

    form = desk.post(f'{DESK}/new/assess/', ORDER | short | changes)

    assert form.status_code == 400
    assert sentence in str(form.context['form'].errors[field])
    assert not Disclosure.objects.exists()


def test_while_it_is_forbidden_nobody_is_named(
    desk, agreed, mailoutbox, worker
):
    Disclosure.objects.update(email=make.ADA)

    done = act(
        desk, agreed, 'give', **GIVEN | BANNED | {'recheck_on': days(30)}
    )
    worker()

    agreed.refresh_from_db()
    assert agreed.email is None
    assert agreed.notified_on is None
    assert not mailoutbox
    assert 'Not named here; the order says who.' in done.text
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.update(email=make.ADA)


def test_a_copy_does_not_show_what_may_not_be_told(secret):
    from privacy.subjects.search import rows_about

    shown = [rows for model, _, rows in rows_about([make.ADA])]

    assert not any(secret in rows for rows in shown)


def test_when_the_ban_ends_the_address_is_typed_in(
    desk, secret, mailoutbox, worker
):
    Disclosure.objects.update(recheck_on=days(0))
    due = desk.get(f'{DESK}/').text
    assert 'Tell the person, or say why not yet.' in due
    preview = desk.post(f'{DESK}/{secret.pk}/tell/', {'email': make.ADA}).text
    assert 'because until now the order forbade it' in preview

    act(desk, secret, 'tell', email=f'Ada <{make.ADA.upper()}>')
    worker()

    assert mailoutbox[-1].to == [make.ADA]
    secret.refresh_from_db()
    assert secret.email == make.ADA


def test_a_letter_is_not_sent_for_what_is_not_told(secret, mailoutbox):
    tasks.tell_of_disclosure(disclosure_pk=secret.pk)

    assert not mailoutbox


def test_silence_goes_on_with_a_new_day(desk, secret):
    act(
        desk,
        secret,
        'look-again',
        not_notified_because='exigent',
        recheck_on=days(60),
    )

    secret.refresh_from_db()
    assert secret.recheck_on == days(60)
    shown = desk.get(f'{DESK}/').text
    assert 'Wait: the person cannot be told yet.' in shown
    assert '<span class="when when-calm">60 days left</span>' in shown


def test_one_person_is_enough_to_say_no(desk, agreed):
    act(desk, agreed, 'decline', because='It names another company than us.')

    agreed.refresh_from_db()
    assert agreed.declined_on == days(0)
    assert desk.get(f'{DESK}/{agreed.pk}/give/').status_code == 409
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.update(disclosed_on=days(0), items='All.')


def test_nobody_decides_about_data_of_their_own(desk, team):
    own = make.disclosure(
        email=team[0].email,
        assessed_by=team[1],
        approved_by=None,
        items='',
        disclosed_on=None,
        notified_on=None,
    )

    shown = desk.get(f'{DESK}/{own.pk}/change/')

    assert shown.status_code == 409
    assert own.authority not in shown.text
    with pytest.raises(IntegrityError), transaction.atomic():
        disclosures.agree(own.pk, by=team[0])


def test_handing_over_twice_happens_once(agreed, team, worker, mailoutbox):
    said = {'items': 'One.', 'disclosed_on': days(0), 'email': make.ADA}
    said |= {'not_notified_because': '', 'by': team[1]}

    first = disclosures.hand_over(agreed.pk, **said)
    second = disclosures.hand_over(agreed.pk, **said | {'items': 'More.'})
    worker()

    assert (first, second) == (True, False)
    assert len(mailoutbox) == 1
    assert Disclosure.objects.get().items == 'One.'


def test_a_handler_hands_nothing_over(client, agreed):
    handler = StaffMember.objects.create(email='h@i.org', role=Role.HANDLER)
    client.force_login(handler)

    assert client.get(f'{DESK}/{agreed.pk}/give/').status_code == 403


def test_no_event_names_anybody(desk, agreed):
    act(desk, agreed, 'give', **GIVEN)

    events = AuditEvent.objects.filter(kind='privacy.Disclosure')
    assert events.filter(action=Action.DISCLOSED).count() == 1
    assert not events.filter(purpose__contains='@').exists()


# --- In public ----------------------------------------------------------------


def test_a_year_without_orders_is_zero():
    years = disclosures.counts_by_year()

    assert [(year.year, year.given) for year in years] == [
        (timezone.localdate().year, 0)
    ]


def test_the_numbers_are_those_of_the_register(agreed, team):
    make.disclosure(
        reference='W-2', disclosed_on=days(-400), received_on=days(-401)
    )
    disclosures.decline(agreed.pk, because=make.REASON, by=team[0])

    first, *_, last = disclosures.counts_by_year()

    assert (first.given, first.told) == (1, 1)
    assert first.by_instrument == {'a warrant': 1}
    assert (last.given, last.declined) == (0, 1)


def test_what_may_not_be_told_is_not_counted_yet(secret, team, worker):
    assert disclosures.counts_by_year()[-1].given == 0

    disclosures.tell(secret.pk, email=make.ADA, by=team[0])

    assert disclosures.counts_by_year()[-1].given == 1


def test_an_empty_register_says_so(desk):
    assert 'No authority waits' in desk.get(f'{DESK}/').text


def test_an_old_order_waits_before_a_new_one_is_done(desk, secret, agreed):
    again = make.disclosure(
        reference='W-9',
        approved_by=None,
        disclosed_on=None,
        notified_on=None,
        items='',
    )
    Disclosure.objects.filter(pk=secret.pk).update(
        recheck_on=timezone.localdate() - timedelta(days=1)
    )

    rows = [line.row for line in desk.get(f'{DESK}/').context['lines']]

    assert rows == [secret, again]
