"""Floods are slowed by a count that no process can lose."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from privacy.models import Attempts
from privacy.throttle import Limit, network_of, wait_until


LIMIT = Limit('tests', times=3)


@pytest.mark.django_db
def test_the_fourth_attempt_learns_when_to_come_back():
    now = timezone.now()

    waits = [wait_until(LIMIT, 'somebody', now) for _ in range(4)]

    assert waits == [None, None, None, now + LIMIT.per]


@pytest.mark.django_db
def test_when_the_hour_is_over_the_count_begins_again():
    now = timezone.localtime().replace(hour=10)
    for _ in range(9):
        wait_until(LIMIT, 'somebody', now)

    later = now + LIMIT.per + timedelta(seconds=1)
    assert wait_until(LIMIT, 'somebody', later) is None


@pytest.mark.django_db
def test_everybody_and_every_action_counts_alone():
    now = timezone.now()
    for _ in range(9):
        wait_until(LIMIT, 'somebody', now)

    assert wait_until(LIMIT, 'somebody else', now) is None
    assert wait_until(Limit('other', times=3), 'somebody', now) is None


@pytest.mark.django_db
def test_nobody_can_be_read_out_of_the_table():
    wait_until(LIMIT, '192.0.2.1', timezone.now())

    key = Attempts.objects.get().key
    assert '192' not in key
    assert len(key) == 64


@pytest.mark.django_db(transaction=True)
def test_no_count_is_lost_between_connections():
    now = timezone.now()

    def knock():
        for _ in range(50):
            wait_until(LIMIT, 'somebody', now)
        connection.close()

    threads = [Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Attempts.objects.get().count == 400


@pytest.mark.parametrize(
    ('proxies', 'forwarded', 'seen'),
    [
        (0, '', '198.51.100.9'),
        (0, '203.0.113.5', '198.51.100.9'),
        (1, '203.0.113.5', '203.0.113.5'),
        (1, '1.1.1.1, 203.0.113.5', '203.0.113.5'),
        (2, '1.1.1.1, 203.0.113.5, 192.0.2.1', '203.0.113.5'),
        (1, '', 'unknown'),
        (1, 'rubbish', 'unknown'),
        (1, '::ffff:203.0.113.5', '203.0.113.5'),
        (1, '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'),
    ],
)
def test_exactly_our_own_proxies_are_trusted(
    rf, settings, proxies, forwarded, seen
):
    settings.PROXIES = proxies
    request = rf.get(
        '/', REMOTE_ADDR='198.51.100.9', HTTP_X_FORWARDED_FOR=forwarded
    )

    assert network_of(request) == seen
