"""What every test may ask for."""

import re

import pytest
from django.utils.timezone import now
from procrastinate.contrib.django import procrastinate_app
from procrastinate.testing import InMemoryConnector

from ivelum_site.supervise import collect_static
from privacy.policy import announcements, versions
from tests.colleague import DeskClient
from tests.database import django_db_setup  # noqa: F401  (a fixture)
from tests.evidence import (  # noqa: F401  (hooks of pytest)
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_runtest_logreport,
    pytest_sessionfinish,
)


def pytest_sessionstart(session):
    """The collected files are shared: none changes while another reads."""
    if session.config.getoption('numprocesses', None):
        collect_static()


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        'staticfiles': {
            'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage',
        },
    }


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """What the site writes outside the database, each test for itself."""
    settings.VAR_DIR = tmp_path / 'var'
    settings.OUTBOX_DIR = settings.VAR_DIR / 'outbox'
    settings.LEDGER_URL = str(settings.VAR_DIR / 'ledger')


@pytest.fixture(autouse=True)
def policies(monkeypatch, tmp_path):
    """The folder of published versions; empty, whatever is published."""
    monkeypatch.setattr(versions, 'FOLDER', tmp_path / 'policies')
    return tmp_path / 'policies'


@pytest.fixture(autouse=True)
def _a_minute_later(request, monkeypatch):
    """Each test is a minute of its own: what stands above pages is new."""
    announcements.look.cache_clear()
    if not uses_database(request):
        monkeypatch.setattr(announcements.ownership, 'standing', list)


def uses_database(request):
    asked = request.node.get_closest_marker('django_db')
    return bool(asked or {'db', 'transactional_db'} & {*request.fixturenames})


@pytest.fixture
def client():
    """Whoever is signed in with it is signed in with both factors."""
    return DeskClient()


@pytest.fixture
def worker():
    """Call it to run every job deferred so far, here and now."""
    memory = InMemoryConnector()
    with procrastinate_app.current_app.replace_connector(memory) as app:

        def run():
            while due := [
                number
                for number, job in memory.jobs.items()
                if not job['scheduled_at'] or job['scheduled_at'] < now()
            ]:
                job = memory.jobs.pop(min(due))
                app.tasks[job['task_name']](**job['args'])

        run.jobs = memory.jobs
        yield run


@pytest.fixture
def link_in():
    """The first link of an email that leads to a page of its own."""

    def find(message, to='/'):
        links = re.findall(r'http://localhost:8000(/\S+)', message.body)
        return next(link for link in links if link.startswith(to))

    return find


@pytest.fixture
def ask(client, worker, mailoutbox, link_in):
    """Ask for a right; gives the link in the letter."""

    def post(right, email='Ada@Example.org', **changes):
        form = {'right': right, 'email': email}
        client.post('/privacy/request/', form | changes)
        worker()
        return link_in(mailoutbox[-1], '/privacy/request/')

    return post


@pytest.fixture
def confirm(client, worker, ask):
    """Ask for a right and press the button; gives the page of the case."""

    def press(right, **changes):
        page = client.post(ask(right, **changes))
        worker()
        return page.url

    return press
