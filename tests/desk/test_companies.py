"""A company begins to work for us, and one day stops."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from privacy.models import Subprocessor
from privacy.policy import following, living, publishing, record, telling
from tests import make
from tests.desk.ready import CONTRACT
from tests.desk.test_holds import press_on


pytestmark = pytest.mark.django_db

DESK = '/admin/privacy/subprocessor'
TYPED = CONTRACT | {'begins': '2024-12-06', 'dpa_signed_on': '2024-01-01'}


@pytest.fixture
def published(team):
    return make.policy_version(body=living.body())


def test_a_contract_is_entered_and_the_code_says_the_rest(desk, published):
    press_on(desk, f'{DESK}/new/enter/', **TYPED)

    row = Subprocessor.objects.get()
    assert row.listed_in == published
    assert row.active.lower == date(2024, 12, 6)
    assert (row.country, row.transfer_tool) == ('SE', '')
    assert '*.eu-north-1.amazonaws.com' in row.hosts
    assert 'Enquiries' in row.purposes
    assert CONTRACT['name'] not in following.without_contract()


def test_pressed_twice_it_is_entered_once(desk, published):
    press_on(desk, f'{DESK}/new/enter/', **TYPED)

    page = desk.post(f'{DESK}/new/enter/', TYPED)

    assert page.status_code == 400
    assert Subprocessor.objects.count() == 1


def test_before_the_policy_is_published_nobody_can_begin(desk):
    page = desk.post(f'{DESK}/new/enter/', TYPED)

    assert page.status_code == 400
    assert 'publish one' in page.text


@pytest.mark.parametrize(
    ('field', 'typed', 'said'),
    [
        ('dpa_sha256', 'abc', '64 signs'),
        ('dpa_sha256', 'g' * 64, '64 signs'),
        ('begins', '2023-12-06', 'before the contract was signed'),
        ('name', 'Nobody', 'Nobody'),
    ],
)
def test_what_cannot_be_is_said_beside_it(desk, published, field, typed, said):
    page = desk.post(f'{DESK}/new/enter/', TYPED | {field: typed})

    assert page.status_code == 400
    assert said in page.text


def test_its_last_day_is_noted_and_stays(desk, published):
    press_on(desk, f'{DESK}/new/enter/', **TYPED)
    row = Subprocessor.objects.get()

    press_on(desk, f'{DESK}/{row.pk}/end/', on='2026-01-31')
    again = desk.post(f'{DESK}/{row.pk}/end/', {'on': '2026-02-28'})

    row.refresh_from_db()
    assert row.active.upper == date(2026, 2, 1)
    assert again.status_code == 409


def test_the_empty_register_says_what_to_do(desk):
    page = desk.get(f'{DESK}/')

    assert 'Publish the policy, then enter them.' in page.text
    assert CONTRACT['name'] in page.text


# --- Code and register --------------------------------------------------------


def test_a_release_that_says_more_of_a_company_is_followed(published):
    row = make.subprocessor(
        name=CONTRACT['name'], hosts=[], listed_in=published
    )
    assert row.name in following.apart()

    following.follow_the_code()

    row.refresh_from_db()
    assert '*.eu-north-1.amazonaws.com' in row.hosts
    assert row.name not in following.apart()


def test_a_company_of_the_register_that_the_code_does_not_know_is_seen():
    make.subprocessor(name='A Cloud')

    assert 'A Cloud' in following.apart()


# --- Its notice ---------------------------------------------------------------


@pytest.fixture
def announced(monkeypatch):
    """A company is new in the version that begins in a month."""
    today = timezone.localdate()
    monkeypatch.setattr(publishing, 'news', list)
    publishing.publish(publishing.ours(today, 'All of it.'), today)
    monkeypatch.setattr(publishing, 'news', lambda: ['A Cloud'])
    later = publishing.ours(today + timedelta(days=30), 'A Cloud comes to us.')
    version = publishing.publish(later, today)
    record.enter_versions()
    return version


def test_everybody_we_know_hears_of_a_new_company_once(announced, mailoutbox):
    make.enquiry()
    make.subscription(email='grace@example.org')

    telling.tell_everybody()
    telling.tell_everybody()

    assert [m.to for m in mailoutbox] == [[make.ADA], ['grace@example.org']]
    assert 'A Cloud' in mailoutbox[0].body
    assert announced.label in mailoutbox[0].body


def test_a_version_without_news_is_no_letter(publish_plain, mailoutbox):
    make.enquiry()

    telling.tell_everybody()

    assert not mailoutbox


@pytest.fixture
def publish_plain():
    today = timezone.localdate()
    publishing.publish(publishing.ours(today, 'Says it plainly.'), today)
    record.enter_versions()


def test_the_coming_version_stands_above_every_page(announced, client):
    page = client.get('/contact/').text

    assert 'Our privacy policy changes on' in page
    assert f'/privacy/versions/{announced.label}/' in page


def test_a_feed_tells_of_it_to_whom_leaves_no_address(announced, client):
    feed = client.get('/privacy/versions/feed/')

    assert 'New: A Cloud.' in feed.text
    assert announced.label in feed.text
