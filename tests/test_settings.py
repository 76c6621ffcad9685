"""The site starts well configured, or says what is missing and stays down."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


ROOT = Path(__file__).resolve().parent.parent
SETTINGS = (ROOT / 'ivelum_site/settings.py').read_text()
NAMES = set(re.findall(r"\benv\.\w+\('(\w+)'", SETTINGS))

# The checkout may have a .env, but what is set here wins over it.
SERVER = {
    'DEBUG': 'off',
    'TESTING': 'off',
    'SECRET_KEY': 'abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFGHIJKLMNOP',
    'PSEUDONYM_KEY': 'the key that stands behind every pseudonym',
    'SITE_URL': 'https://site.example',
    'LEDGER_URL': 's3://site/ledger',
    'EMAIL_URL': 'ses://eu-north-1/site',
    'BOUNCES_URL': 'sqs://site-feedback',
    'INBOUND_URL': 's3://site/inbound',
    'BACKUP_URL': 's3://site/backups',
    'BACKUP_KEY': '2026:c2l4dGVlbiBieXRlcyBhbmQgc2l4dGVlbiBtb3JlISE',
    'DATABASE_URL': 'postgres://site_web@localhost/site',
    'MIGRATION_DATABASE_URL': 'postgres://site_owner@localhost/site',
    'ADMIN_PATH': 'admin/',
    'PROXIES': '1',
    'LOG_LEVEL': 'INFO',
    'METRICS_ADDRESS': '127.0.0.1:9464',
    'SENTRY_DSN': '',
    'DEFAULT_FROM_EMAIL': 'info@site.example',
    'TEAM_EMAIL': 'team@site.example',
    'LETTERS_PER_SECOND': '10',
    'DJANGO_SETTINGS_MODULE': 'ivelum_site.settings',
}

# Prints what the settings make of the environment.
SHOW = """
import json, sys
from ivelum_site import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}))
"""

# Prints whatever importing the settings opened, started or connected to.
WATCH = """
import json, sys
import ivelum_site
seen = []
WATCHED = {
    'open', 'os.mkdir', 'os.remove', 'os.rename', 'os.exec', 'os.fork',
    'os.posix_spawn', 'subprocess.Popen', 'socket.connect', 'socket.bind',
}
def watch(event, details):
    # A number is a file that is open already.
    if event in WATCHED and not isinstance(details[0], int):
        seen.append((event, str(details[0])))
sys.addaudithook(watch)
import ivelum_site.settings
print(json.dumps(seen))
"""


@pytest.fixture
def python(tmp_path):
    """Run Python on a server that has this environment and no other."""

    def run(*arguments, **changes):
        environment = {
            'PATH': os.defpath,
            'PYTHONDONTWRITEBYTECODE': '1',
            **SERVER,
            'VAR_DIR': str(tmp_path / 'var'),
            **changes,
        }
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


@pytest.fixture
def setting(python):
    def read(*names, **changes):
        ran = python('-c', SHOW, *names, **changes)
        assert ran.returncode == 0, ran.stderr
        return list(json.loads(ran.stdout).values())

    return read


def test_the_example_has_every_variable_that_is_read_and_no_other():
    example = (ROOT / '.env.example').read_text()

    told = re.findall(r'^#?([A-Z_]+)=', example, re.MULTILINE)

    assert len(told) == len(set(told))
    assert set(told) == NAMES
    assert set(SERVER) | {'VAR_DIR'} == NAMES | {'DJANGO_SETTINGS_MODULE'}


def test_the_environment_is_read_in_the_first_section_only():
    first, *others = SETTINGS.split('# --- ')[1:]

    assert first.startswith('Environment')
    assert not re.findall(r"\benv\.\w+\('|os\.environ", ''.join(others))


@pytest.mark.parametrize(
    ('name', 'advice'),
    [
        ('SECRET_KEY', 'secrets.token_urlsafe(64)'),
        ('PSEUDONYM_KEY', 'secrets.token_urlsafe(64)'),
        ('SITE_URL', 'SITE_URL=https://ivelum.com'),
        ('EMAIL_URL', 'EMAIL_URL=ses://eu-north-1'),
    ],
)
def test_a_server_without_it_refuses_to_start_and_says_what_to_do(
    python, name, advice
):
    ran = python('manage.py', 'check', **{name: ''})

    last_line = ran.stderr.strip().splitlines()[-1]
    assert ran.returncode != 0
    assert f'{name} is not set.' in last_line
    assert advice in last_line


def test_a_server_is_warned_of_unconfirmed_facts_and_of_nothing_else(python):
    ran = python('manage.py', 'check', '--deploy')

    assert ran.returncode == 0, ran.stderr
    said = re.findall(r'\(([\w.]+\.[CEW]\d+)\)', ran.stdout + ran.stderr)
    assert set(said) <= {'privacy.W001'}


def test_with_https_cookies_are_bound_to_the_host_and_hsts_is_on(setting):
    names = setting('SESSION_COOKIE_NAME', 'CSRF_COOKIE_NAME')
    secure = setting('SESSION_COOKIE_SECURE', 'CSRF_COOKIE_SECURE')
    (seconds,) = setting('SECURE_HSTS_SECONDS')

    assert all(name.startswith('__Host-') for name in names)
    assert secure == [True, True]
    assert seconds >= 365 * 24 * 3600


def test_without_https_nobody_is_sent_there(setting):
    url = 'http://localhost:8000'

    on = setting('SECURE_SSL_REDIRECT', 'SECURE_HSTS_SECONDS', SITE_URL=url)

    assert on == [False, 0]


def test_only_behind_a_proxy_is_its_word_taken_for_https(setting):
    name = 'SECURE_PROXY_SSL_HEADER'

    assert setting(name, PROXIES='1') == [['HTTP_X_FORWARDED_PROTO', 'https']]
    assert setting(name, PROXIES='0') == [None]


def test_without_a_place_outside_the_ledger_is_beside_the_data(
    setting, tmp_path
):
    assert setting('LEDGER_URL') == ['s3://site/ledger']
    assert setting('LEDGER_URL', LEDGER_URL='') == [
        str(tmp_path / 'var' / 'ledger')
    ]


def test_a_page_may_take_less_time_of_the_database_than_a_job(python):
    show = (
        '{}; from django.conf import settings;'
        "print(settings.DATABASES['default']['OPTIONS'])"
    )

    page = python('-c', show.format('import ivelum_site.wsgi')).stdout
    job = python('-c', show.format('pass')).stdout

    assert 'statement_timeout=15s' in page
    assert 'statement_timeout=15min' in job
    assert all('idle_in_transaction' in each for each in (page, job))


def test_a_server_answers_to_its_own_name_only(setting):
    assert setting('ALLOWED_HOSTS') == [['site.example']]


def test_loading_the_settings_opens_and_starts_nothing(python, tmp_path):
    seen = json.loads(python('-c', WATCH).stdout)

    opened = {what for event, what in seen if event == 'open'}
    assert {event for event, _ in seen} <= {'open'}
    assert not [path for path in opened if not is_code(path)]
    assert not [*tmp_path.iterdir()]


def test_a_checkout_keeps_what_it_makes_in_its_own_directory(python, tmp_path):
    local = {'DEBUG': 'on', 'DATABASE_URL': '', 'SECRET_KEY': ''}

    seen = json.loads(python('-c', WATCH, **local).stdout)

    var = str(tmp_path / 'var')
    touched = {what for _, what in seen if not is_code(what)}
    assert all(path.startswith(var) for path in touched)
    assert [path.name for path in Path(var).iterdir()] == ['secret-key']


def is_code(path):
    """Python's own, a package's or the site's; or .env, which is for this."""
    site = (str(ROOT / 'ivelum_site'), str(ROOT / 'privacy'))
    known = (sys.prefix, sys.base_prefix, *site)
    return path.startswith(known) or path == str(ROOT / '.env')


def test_the_web_server_needs_nobody_to_name_its_settings(python):
    """As gunicorn loads it in the image, where no variable does."""
    ran = python(
        '-c',
        'import os; del os.environ["DJANGO_SETTINGS_MODULE"];'
        'import ivelum_site.wsgi',
    )

    assert ran.returncode == 0, ran.stderr
