"""The desk, as colleagues use it."""

import pytest

from privacy.models import DataSubjectRequest
from tests import make


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    """The real one takes its time on purpose."""
    settings.PASSWORD_HASHERS = [
        'django.contrib.auth.hashers.MD5PasswordHasher'
    ]


@pytest.fixture
def team(db):
    """Two who may do everything, and need each other."""
    return make.member(make.FIRST), make.member(make.SECOND)


@pytest.fixture
def desk(client, team):
    """Signed in as the first of the team; gives the page of a request."""
    client.force_login(team[0])
    client.defaults['HTTP_SEC_FETCH_SITE'] = 'same-origin'
    return client


@pytest.fixture
def second(client, team):
    """Call it to sit down at the same desk as the second person."""

    def sit_down():
        client.force_login(team[1])
        return client

    return sit_down


def state_of(dsr):
    return DataSubjectRequest.objects.get(pk=dsr.pk).state


def page(dsr, act=''):
    return f'/admin/privacy/datasubjectrequest/{dsr.pk}/{act or "change"}/'


def press(client, dsr, act, **typed):
    """Fill in the form of an act, look at it, and do it."""
    seen = client.post(page(dsr, act), typed).context['seen']
    return client.post(
        page(dsr, act), typed | {'seen': seen, 'confirm': 'yes'}, follow=True
    )
