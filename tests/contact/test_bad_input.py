"""A person having a bad day gets an answer, and their text back."""

from urllib.parse import quote

import pytest
from django.db import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contact.models import Enquiry
from privacy import intake
from privacy.models import DataSubjectRequest
from tests import make


pytestmark = pytest.mark.django_db

LETTER = {'name': 'Ada', 'email': make.ADA, 'message': 'Hello'}
ASK = {'email': make.ADA, 'right': 'erasure'}

# What a form can carry: text of any kind, and what bots and slips send.
anything = (
    st.text(max_size=60)
    | st.text(alphabet='\x00\r\n\t\x1b\u202e\u200b"\'<>&%;:@. aB1', max_size=60)
    | st.emails()
    | st.sampled_from(
        [
            make.ADA,
            'a' * 6_000,
            '\U0001f600' * 9,
            'x\r\nBcc: eve@example.org',
            '<script>alert(1)</script>',
            '{{ settings.SECRET_KEY }}',
            "'; drop table contact_enquiry; --",
        ]
    )
)


def forms(*names, **known):
    """Any subset of the fields, with anything in them."""
    fields = dict.fromkeys(names, anything) | {
        name: anything | value for name, value in known.items()
    }
    return st.fixed_dictionaries({}, optional=fields)


often = settings(
    max_examples=2_000,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def no_limits(monkeypatch):
    monkeypatch.setattr(
        intake.throttle, 'wait_until', lambda limit, who, now: None
    )


@often
@given(form=forms('name', 'email', 'message', 'newsletter', 'website', 'extra'))
def test_the_contact_form_never_breaks(client, worker, no_limits, form):
    before = Enquiry.objects.count()

    response = client.post('/contact/', form)

    assert response.status_code in (302, 400)
    kept = Enquiry.objects.count() - before
    assert kept in ((0, 1) if response.status_code == 302 else (0,))


@often
@given(
    form=forms(
        'email',
        'details',
        'website',
        right=st.sampled_from(['access', 'child']),
    )
)
def test_the_request_form_never_breaks(client, worker, no_limits, form):
    response = client.post('/privacy/request/', form)

    assert response.status_code in (302, 400)


@often
@given(
    token=st.text(
        st.characters(codec='utf-8', exclude_characters='/'), min_size=1
    )
)
def test_a_made_up_link_never_breaks(client, token):
    for page in ('privacy/request', 'privacy/case', 'newsletter/confirm'):
        response = client.post(f'/{page}/{quote(token, safe="")}/')
        assert response.status_code in (400, 404, 405, 410)


def test_an_empty_form_says_what_is_missing(client):
    response = client.post('/contact/', {})

    assert response.status_code == 400
    assert 'Please write us a line' in response.content.decode()


@pytest.mark.parametrize(
    'slip',
    [
        {'email': 'ada'},
        {'email': ''},
        {'email': 'm\u0131ke@example.org'},
        {'name': 'A' * 101},
        {'message': 'long ' * 1_200},
    ],
)
def test_what_was_typed_stays_in_the_form(client, slip):
    response = client.post('/contact/', LETTER | {'message': 'Kept.'} | slip)

    page = response.content.decode()
    assert response.status_code == 400
    assert slip.get('message', 'Kept.').strip() in page
    assert not Enquiry.objects.exists()


def test_five_thousand_characters_are_five_thousand(client, worker):
    lines = 'a line\n' * 714  # 4,998 characters; browsers send \r\n

    response = client.post(
        '/contact/', LETTER | {'message': lines.replace('\n', '\r\n')}
    )

    assert response.status_code == 302


@pytest.mark.parametrize(
    ('typed', 'kept'),
    [
        ('Ada\r\nBcc: eve@example.org', 'Ada Bcc: eve@example.org'),
        ('A\x00d\x1ba', 'Ada'),
        ('Ada \u202eecaleoL', 'Ada ecaleoL'),
        ('A\u0301da', '\u00c1da'),
        ('Ада 👩‍🚀', 'Ада 👩‍🚀'),
    ],
)
def test_a_name_is_kept_as_it_looks(client, worker, typed, kept):
    client.post('/contact/', LETTER | {'name': typed})

    assert Enquiry.objects.get().name == kept


def test_html_in_a_message_stays_text(client, worker):
    nasty = '<img src=x onerror=alert(1)>'

    page = client.post('/contact/', {'message': nasty}).content.decode()

    assert nasty not in page
    assert '&lt;img src=x' in page


@pytest.mark.parametrize(
    ('address', 'form'), [('/contact/', LETTER), ('/privacy/request/', ASK)]
)
def test_with_the_database_away_nothing_is_lost(
    client, monkeypatch, address, form
):
    def away(*args):
        raise OperationalError('connection refused')

    monkeypatch.setattr(intake.throttle, 'wait_until', away)

    response = client.post(address, form)

    assert response.status_code == 503
    assert response.headers['Retry-After']
    assert make.ADA in response.content.decode()


def test_with_the_database_away_in_the_middle_nothing_is_half_kept(
    client, worker, monkeypatch
):
    from contact import tasks

    def away(**args):
        raise OperationalError('server closed the connection')

    monkeypatch.setattr(tasks.tell_team, 'defer', away)

    response = client.post('/contact/', LETTER)

    assert response.status_code == 503
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    'address',
    ['/contact/', '/privacy/request/', '/privacy/', '/', '/contact/thanks/'],
)
def test_only_the_methods_of_a_page_are_taken(client, address):
    for method in (client.put, client.delete, client.patch, client.options):
        response = method(address)
        assert response.status_code == 405
        assert 'GET' in response.headers['Allow']
    assert client.head(address).content == b''


def test_the_request_form_asks_which_right(client):
    response = client.post('/privacy/request/', {'email': make.ADA})

    assert response.status_code == 400
    assert 'Please choose one' in response.content.decode()
    assert not DataSubjectRequest.objects.exists()
