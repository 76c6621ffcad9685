"""The drill: dump, erase, restore, look, replay; with PostgreSQL's own tools.

Ada was erased after the backup was made. When it comes back she is in it, and
so is her namesake.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ivelum_site.postgres import binaries
from ivelum_site.postgres.server import Server


ROOT = Path(__file__).resolve().parents[2]


class Site:
    """A site of its own: a directory with its PostgreSQL and its shelf."""

    def __init__(self, var):
        self.var, self.backup = var, var / 'backup'
        self.server = Server(var / 'postgres-test', fast=True)
        self.programs = binaries.find()

    def python(self, *arguments, **changes):
        environment = {
            'PATH': os.defpath,
            'DJANGO_SETTINGS_MODULE': 'ivelum_site.settings',
            'TESTING': 'on',
            'VAR_DIR': str(self.var),
        }
        ran = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment | changes,
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def do(self, *steps, **changes):
        said = self.python('-m', 'tests.proof.drill', *steps, **changes)
        return json.loads(said.splitlines()[-1])

    def replay(self):
        return self.python('manage.py', 'replayerasures')

    def postgres(self, program, *arguments):
        login = ('-h', self.server.sockets, '-U', 'site_owner')
        subprocess.run(
            [self.programs / program, *login, *arguments], check=True
        )

    def dump(self):
        self.postgres('pg_dump', '-Fc', '-f', self.backup, 'site')

    def restore(self):
        self.postgres('dropdb', '--force', 'site')
        self.postgres('createdb', 'site')
        self.postgres('pg_restore', '-e', '-d', 'site', self.backup)


@pytest.fixture
def site():
    with tempfile.TemporaryDirectory(dir='/tmp') as directory:
        Path(directory).chmod(0o755)
        site = Site(Path(directory))
        site.server.ensure()
        yield site
        site.server.remove()


def test_a_restored_backup_is_put_in_order_before_anybody_sees_it(site):
    site.do('begin')
    site.dump()
    site.do('erase')
    site.restore()

    blind = site.do('replay_without_shelf', LEDGER_URL=str(site.var / 'empty'))
    assert (blind['behind'], blind['page']) == (False, 200)
    assert len(blind['ada']) == 3  # This is how it would be without the shelf.

    found = site.do('write_again', 'look')
    assert (found['behind'], found['mail']) == (True, 'refused')
    assert (found['page'], found['retry']) == (503, '300')
    assert found['ready'] == 'database older than the ledger'
    assert len(found['ada']) == 4

    assert 'Repeated 1 lines of the ledger: 2 rows erased' in site.replay()
    assert site.replay() == 'Nothing to do again.\n'

    after = site.do('look')
    assert (after['behind'], after['mail']) == (False, 'sent')
    assert (after['page'], after['retry'], after['audit']) == (200, None, True)
    assert after['ada'] == found['ada'][1:2]  # What she wrote afterwards.
    assert 'I am back.' in after['ada'][0]
    assert after['others'] == found['others']
