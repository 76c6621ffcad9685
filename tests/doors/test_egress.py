"""The site talks to nobody whom the register does not name."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from csp.constants import NONE, SELF
from django.conf import settings

from ivelum_site.checks import mail_goes_by_a_company_of_the_register
from ivelum_site.egress import RefusedError, Wall, hosts
from privacy.declaration import parties
from privacy.declaration.parties import MAIL, Party, loaded_from, reached
from tests.test_settings import SERVER


ROOT = Path(__file__).resolve().parents[2]
# A host that no name server knows, and an address that nobody has (RFC 5737).
TRIES = """
import socket, sys, django
django.setup()
from ivelum_site.checks import mail_goes_by_a_company_of_the_register
from ivelum_site.egress import RefusedError
def tries(how):
    try:
        how()
    except RefusedError:
        return 'refused'
    except OSError as error:
        return 'not refused'
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
print(tries(lambda: socket.create_connection(('a.invalid', 443), 0.2)))
print(tries(lambda: socket.create_connection(('192.0.2.1', 443), 0.2)))
print(tries(lambda: socket.gethostbyname('a.invalid')))
print(tries(lambda: udp.sendto(b'x', ('192.0.2.1', 53))))
print(tries(lambda: socket.create_connection(('127.0.0.1', 9), 0.2)))
print(tries(lambda: socket.getaddrinfo('ses.eu-north-1.amazonaws.com', 443)))
"""


def started(**environment):
    """What a process of the site may do, with real sockets."""
    done = subprocess.run(
        [sys.executable, '-c', TRIES],
        cwd=ROOT,
        env=os.environ | SERVER | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split('\n')[:-1], done.stderr


def test_a_started_process_reaches_no_host_outside_the_register():
    found, said = started(DATABASE_URL='postgres://site_web@db.example/site')

    assert found == ['refused'] * 5 + ['not refused']
    assert 'Refused to connect to a.invalid' in said


def test_a_checkout_reaches_itself_and_nobody_else(tmp_path):
    found, _ = started(
        DEBUG='on', DATABASE_URL='', VAR_DIR=str(tmp_path), EMAIL_URL=''
    )

    assert found == ['refused'] * 4 + ['not refused'] * 2


# --- The wall itself ----------------------------------------------------------


@pytest.fixture
def wall():
    return Wall({'mail.example', '*.cloud.example'}, own_machine=False)


@pytest.mark.parametrize(
    'host',
    ['mail.example', 'MAIL.example.', b'mail.example', 'a.cloud.example'],
)
def test_a_host_of_the_register_is_open(wall, host):
    wall('socket.getaddrinfo', (host, 443))


@pytest.mark.parametrize(
    'host',
    [
        *('elsewhere.example', 'cloud.example', 'evilcloud.example'),
        *('mail.example.elsewhere.example', '*.cloud.example.org'),
    ],
)
def test_a_name_that_only_looks_like_one_is_closed(wall, host):
    with pytest.raises(RefusedError):
        wall('socket.getaddrinfo', (host, 443))


def test_an_address_is_open_when_an_open_name_led_to_it(wall):
    there = (None, ('192.0.2.7', 443))
    with pytest.raises(RefusedError):
        wall('socket.connect', there)

    wall.note('mail.example', [(0, 0, 0, '', ('192.0.2.7', 443))])

    wall('socket.connect', there)


def test_no_name_opens_nothing(wall):
    wall.note(None, [(0, 0, 0, '', ('192.0.2.7', 443))])

    with pytest.raises(RefusedError):
        wall('socket.connect', (None, ('192.0.2.7', 443)))


def test_a_socket_in_a_folder_leads_nowhere_else(wall):
    wall('socket.connect', (None, '/run/postgres/.s.PGSQL.5432'))


def test_the_alarm_names_the_host_and_no_address(wall, caplog):
    for host in ('elsewhere.example', '192.0.2.7'):
        with pytest.raises(RefusedError):
            wall('socket.getaddrinfo', (host, 443))

    by_name, by_address = [alarm.getMessage() for alarm in caplog.records]
    assert 'elsewhere.example' in by_name
    assert '192.0.2.7' not in by_address


def test_the_register_and_the_settings_open_what_they_name(settings):
    settings.EMAIL_BACKEND = 'privacy.post.SmtpBackend'
    settings.EMAIL_HOST = 'mail.example'

    assert reached() | {'mail.example'} <= hosts()


@pytest.mark.parametrize(
    ('host', 'warnings'),
    [('mail.example', 1), ('smtp.eu-north-1.amazonaws.com', 0)],
)
def test_a_mail_server_that_is_nobodys_is_warned_of(settings, host, warnings):
    settings.EMAIL_BACKEND = 'privacy.post.SmtpBackend'
    settings.EMAIL_HOST = host

    found = mail_goes_by_a_company_of_the_register(None)

    assert len(found) == warnings


# --- The browser --------------------------------------------------------------

FILMS = (('frame-src', 'https://films.example'),)
PLAYER = Party('A Player', 'shows films', 'Oslo, Norway', loads=FILMS)
RESTS = replace(PLAYER, in_use=False, hosts=('films.example',))


def test_today_a_browser_loads_from_us_alone():
    policy = settings.CONTENT_SECURITY_POLICY['DIRECTIVES']

    assert loaded_from() == {}
    assert {s for sources in policy.values() for s in sources} == {NONE, SELF}


def test_what_a_company_shows_is_in_the_rules_for_browsers(monkeypatch):
    monkeypatch.setattr(parties, 'PROCESSORS', (MAIL, PLAYER))

    assert loaded_from() == {'frame-src': ['https://films.example']}


def test_a_company_that_is_not_in_use_opens_nothing(monkeypatch):
    monkeypatch.setattr(parties, 'PROCESSORS', (MAIL, RESTS))

    assert not loaded_from()
    assert reached() == {*MAIL.hosts}
