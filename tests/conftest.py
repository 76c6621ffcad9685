"""What every test may ask for."""

import re

import pytest
from procrastinate.contrib.django import procrastinate_app
from procrastinate.testing import InMemoryConnector

from tests.database import django_db_setup  # noqa: F401  (a fixture)


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        'staticfiles': {
            'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage',
        },
    }


@pytest.fixture
def worker():
    """Call it to run every job deferred so far, here and now."""
    memory = InMemoryConnector()
    with procrastinate_app.current_app.replace_connector(memory) as app:

        def run():
            while memory.jobs:
                job = memory.jobs.pop(min(memory.jobs))
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
