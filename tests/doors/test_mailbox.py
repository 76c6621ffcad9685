"""A letter is written on a laptop, kept, found and read."""

import pytest
from django.core.mail import EmailMessage, get_connection

from ivelum_site.mailbox import with_links


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    settings.OUTBOX_DIR = tmp_path / 'outbox'
    return settings.OUTBOX_DIR


def send(subject='Hello', text='Good day.', key='<1@ivelum.com>'):
    headers = {'Message-ID': key}
    connection = get_connection('ivelum_site.mailbox.OutboxBackend')
    letter = EmailMessage(
        subject, text, to=['ada@example.org'], headers=headers
    )
    return connection.send_messages([letter])


def test_an_empty_mailbox_says_so(client):
    assert 'No letters yet' in client.get('/mailbox/').content.decode()


def test_a_letter_is_kept(outbox):
    assert send() == 1

    assert b'Good day.' in next(outbox.glob('*.eml')).read_bytes()
    assert outbox.stat().st_mode & 0o777 == 0o700


def test_a_letter_sent_twice_is_kept_once(outbox):
    send()
    send()
    send(key='<2@ivelum.com>')

    assert len([*outbox.iterdir()]) == 2


def test_the_newest_letter_is_on_top(client):
    send('First')
    send('Second', key='<2@ivelum.com>')

    page = client.get('/mailbox/').content.decode()

    assert page.index('Second') < page.index('First')
    assert 'ada@example.org' in page


def test_a_letter_can_be_read(client, outbox):
    send('<b>Hi</b>', 'See http://testserver/privacy/x/.\n<script>')
    name = next(outbox.glob('*.eml')).stem

    page = client.get(f'/mailbox/{name}/').content.decode()

    assert '&lt;b&gt;Hi&lt;/b&gt;' in page
    assert '&lt;script&gt;' in page
    assert '<a href="http://testserver/privacy/x/">' in page


def test_only_our_own_addresses_become_links():
    foreign = 'https://evil.example/ http://testserver.evil.example/'

    assert '<a' not in with_links(foreign)
    assert with_links('http://testserver').startswith('<a')


@pytest.mark.parametrize(
    'name', ['0' * 64, '../secret-key', '..%2Fsecret-key', 'A' * 64]
)
def test_nothing_but_letters_can_be_read(client, name):
    assert client.get(f'/mailbox/{name}/').status_code == 404


def test_reading_changes_nothing(client):
    assert client.post('/mailbox/').status_code == 405
