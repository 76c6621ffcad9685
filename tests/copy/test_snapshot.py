"""All forms of a copy are of one moment, whatever happens meanwhile."""

from threading import Thread

import pytest
from django.db import InternalError, connection

from privacy.subjects.package import stream
from privacy.subjects.package.snapshot import snapshot
from tests import make
from tests.copy.conftest import NOW, Package


pytestmark = pytest.mark.django_db(transaction=True)


def meanwhile(act):
    """Do it in another transaction, which is committed at once."""

    def run():
        act()
        connection.close()

    other = Thread(target=run)
    other.start()
    other.join()


def test_what_is_written_while_we_stream_is_in_no_form(monkeypatch):
    make.enquiry(message='before')

    def slowly(emails, **options):
        pieces = stream(emails, **options)
        yield next(pieces)
        meanwhile(lambda: make.enquiry(message='meanwhile'))
        yield from pieces

    monkeypatch.setattr('tests.copy.conftest.stream', slowly)
    opened = Package()

    assert [r['message'] for r in opened.rows['contact.Enquiry']] == ['before']
    assert [r['message'] for r in opened.table('contact.Enquiry')] == ['before']
    assert 'meanwhile' not in opened.text('index.html')
    assert opened.json('manifest.json')['rows']['contact.Enquiry'] == 1


def test_a_copy_cannot_write():
    with pytest.raises(InternalError, match='read-only'), snapshot():
        make.enquiry()


def test_whoever_stops_reading_leaves_no_transaction_open():
    make.enquiry()
    pieces = stream([make.ADA], now=NOW)
    next(pieces)
    assert connection.in_atomic_block

    pieces.close()

    assert not connection.in_atomic_block
    make.enquiry()


def test_a_reader_who_falls_asleep_is_cut_off():
    with snapshot(), connection.cursor() as cursor:
        cursor.execute('show idle_in_transaction_session_timeout')
        assert cursor.fetchone() == ('2min',)
