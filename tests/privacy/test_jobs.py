"""A job and what it is about come to be together, or not at all."""

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import procrastinate_app

from privacy.tasks import ask_for_proof


@pytest.fixture
def in_a_worker():
    """Where procrastinate asks by connections of its own."""
    app = procrastinate_app.current_app
    with app.replace_connector(app.connector.get_worker_connector()):
        yield


def waiting():
    with connection.cursor() as cursor:
        cursor.execute('select args from procrastinate_jobs')
        return cursor.fetchall()


def defer_in_vain():
    with transaction.atomic():
        ask_for_proof.defer(claim_pk=1)
        raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_a_job_made_by_a_job_goes_with_its_transaction(in_a_worker):
    with pytest.raises(ZeroDivisionError):
        defer_in_vain()
    assert not waiting()

    with transaction.atomic():
        ask_for_proof.defer(claim_pk=2)

    assert len(waiting()) == 1
