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
        return json.loads(said)

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

    (said, blind), _, found = site.do(
        'look_without_shelf', 'write_again', 'look'
    )

    # Without the shelf Ada is back, and nobody knows.
    assert (said, blind['behind']) == ('Nothing to do again.\n', False)
    assert (blind['page'], blind['mail'], len(blind['ada'])) == (200, 'sent', 3)
    # With it, the site stays closed.
    assert (found['behind'], found['mail']) == (True, 'refused')
    assert (found['page'], found['retry']) == (503, '300')
    assert found['ready'] == 'database older than the ledger'

    assert 'Repeated 1 lines of the ledger: 2 rows erased' in site.replay()
    said, after = site.do('replay', 'look')

    assert said == 'Nothing to do again.\n'
    assert (after['behind'], after['mail']) == (False, 'sent')
    assert (after['page'], after['retry'], after['audit']) == (200, None, True)
    # Ada is gone, but for what she wrote afterwards; all others are as before.
    assert len(found['ada']) == 4
    assert after['ada'] == [row for row in found['ada'] if 'am back' in row]
    assert after['others'] == found['others']
