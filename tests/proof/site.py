"""A whole site of its own, to break and to mend with PostgreSQL's tools."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

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
        ran = self.run(*arguments, **changes)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def run(self, *arguments, **changes):
        environment = {
            'PATH': os.defpath,
            'DJANGO_SETTINGS_MODULE': 'ivelum_site.settings',
            'TESTING': 'on',
            'VAR_DIR': str(self.var),
        }
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment | changes,
            capture_output=True,
            text=True,
        )

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

    def sql(self, query, database='site'):
        login = ('-h', self.server.sockets, '-U', 'site_owner', '-At')
        ran = subprocess.run(
            [self.programs / 'psql', *login, '-d', database, '-c', query],
            check=True,
            capture_output=True,
            text=True,
        )
        return ran.stdout.strip()

    def crash(self):
        """The server dies in the middle, and is started again."""
        cluster = self.server.cluster
        cluster._run('pg_ctl', '-D', cluster.data, '-m', 'immediate', 'stop')
        self.server.ensure()

    def dump(self):
        self.postgres('pg_dump', '-Fc', '-f', self.backup, 'site')

    def restore(self):
        self.postgres('dropdb', '--force', 'site')
        self.postgres('createdb', 'site')
        self.postgres('pg_restore', '-e', '-d', 'site', self.backup)


@contextmanager
def a_site():
    with tempfile.TemporaryDirectory(dir='/tmp') as directory:
        Path(directory).chmod(0o755)
        site = Site(Path(directory))
        site.server.ensure()
        yield site
        site.server.remove()
