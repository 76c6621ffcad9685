"""A browser before the doors: it gets error pages, not exceptions."""

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def probes(settings):
    settings.ROOT_URLCONF = 'tests.doors.probes'
    settings.STAFF_PREFIX = '/admin/'
    settings.SITE_URL = 'http://testserver'
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)
