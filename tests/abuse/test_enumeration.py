"""No form tells a stranger whether we know an address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from privacy.models import DataSubjectRequest
from tests import make


pytestmark = pytest.mark.django_db

EVE = 'eva@example.org'  # as long as Ada's address
FORMS = {
    '/newsletter/': {},
    '/contact/': {'message': 'Hello.', 'newsletter': 'on'},
    '/privacy/request/': {'right': 'access'},
    '/privacy/link/': {'reference': ''},
    '/newsletter/yours/': {},
}


@pytest.fixture
def known():
    make.enquiry()
    make.subscriber()
    dsr = make.open_case('complaint')
    FORMS['/privacy/link/']['reference'] = dsr.reference
    return make.ADA


def told(answer):
    """Everything that leaves the house, but for the number of a request."""
    headers = {**answer.headers}
    headers.pop('X-Request-ID', '')
    return answer.status_code, headers, answer.content


@pytest.mark.parametrize('path', FORMS)
def test_the_answer_is_the_same_to_the_last_byte(client, worker, known, path):
    answers = [
        told(client.post(path, FORMS[path] | {'email': email}))
        for email in (known, EVE)
    ]

    assert answers[0] == answers[1]
    assert answers[0][0] == 302


@pytest.mark.parametrize('path', FORMS)
def test_the_work_is_the_same(client, worker, known, path):
    """So that time tells nothing: `./dev bench timing` measures it."""
    form = FORMS[path]
    client.post(path, form | {'email': 'first@example.org'})
    shapes = []
    for email in (known, EVE):
        worker.jobs.clear()
        with CaptureQueriesContext(connection) as queries:
            client.post(path, form | {'email': email})
        names = [job['task_name'] for job in worker.jobs.values()]
        verbs = [query['sql'].split()[0] for query in queries]
        shapes.append((verbs, names))

    assert shapes[0] == shapes[1]


def test_a_wrong_reference_reads_like_a_wrong_address(client, worker, known):
    reference = DataSubjectRequest.objects.get().reference
    path, here = '/privacy/link/', {'reference': reference}

    wrong_address = told(client.post(path, here | {'email': EVE}))
    wrong_number = told(
        client.post(path, {'reference': '2222-2222', 'email': known})
    )

    assert wrong_address == wrong_number
