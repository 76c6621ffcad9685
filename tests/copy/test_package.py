"""Ada downloads everything at once, and every program can open it."""

import hashlib
import io
import logging
import re
import shutil
import subprocess
from zipfile import is_zipfile

import pytest
from django.db import DataError, connection

from privacy.subjects.package import about, stream, table
from privacy.subjects.package.archive import PIECE
from tests import make
from tests.copy.conftest import NOW


pytestmark = pytest.mark.django_db


def test_the_package_has_every_form(everything, package):
    names = list(package().files)

    assert names[0] == 'data.json'
    assert names[-2:] == ['index.html', 'manifest.json']
    assert {'schema.json', 'about.json', 'csv/contact.Enquiry.csv'} < {*names}


def test_the_names_of_the_files_are_safe_everywhere(everything, package):
    for name in package().files:
        assert re.fullmatch(r'(csv/)?[A-Za-z]+(\.[A-Za-z]+)+', name)


def test_the_manifest_knows_every_file(everything, package):
    opened = package(reference='ABCD-EFGH')
    manifest = opened.json('manifest.json')

    assert manifest['complete'] is True
    assert manifest['reference'] == 'ABCD-EFGH'
    assert [f['name'] for f in manifest['files']] == [*opened.files][:-1]
    for file in manifest['files']:
        data = opened.files[file['name']]
        assert file['sha256'] == hashlib.sha256(data).hexdigest()
        assert file['size'] == len(data)
        assert file['problem'] == ''


def test_the_manifest_counts_the_rows(everything, package):
    opened = package()

    counts = {kind: len(rows) for kind, rows in opened.rows.items()}

    assert opened.json('manifest.json')['rows'] == counts
    assert counts['contact.Enquiry'] == 1


def test_the_same_data_makes_the_same_bytes(everything, package):
    assert package().bytes == package().bytes


def test_addresses_given_twice_or_in_another_order_change_nothing(
    everything, package
):
    one, other = make.ADA, 'ada@example.com'

    assert package(one, other).bytes == package(other, one, one).bytes


@pytest.mark.parametrize(('many', 'form'), [(1_000, 20), (0, 45)])
def test_only_a_large_one_has_the_form_for_more_than_4_gb(
    everything, package, monkeypatch, many, form
):
    """Java 17 cannot stream a small file in that form."""
    monkeypatch.setattr('privacy.subjects.package.contents.MANY', many)

    assert package().format == form


@pytest.mark.skipif(not shutil.which('unzip'), reason='no unzip here')
@pytest.mark.parametrize('many', [1_000, 0])
def test_unzip_opens_it(everything, package, tmp_path, monkeypatch, many):
    monkeypatch.setattr('privacy.subjects.package.contents.MANY', many)
    path = tmp_path / 'copy.zip'
    path.write_bytes(package().bytes)

    told = subprocess.run(['unzip', '-t', path], capture_output=True, text=True)

    assert told.returncode == 0, told.stdout


def test_the_package_comes_in_small_pieces(package):
    for number in range(40):
        make.enquiry(message=hashlib.sha512(b'%d' % number).hexdigest() * 30)
        make.enquiry(message=str([*range(900)])[:5_000])

    pieces = package().pieces

    assert len(pieces) > 5
    assert max(map(len, pieces)) < 2 * PIECE


def test_nobody_without_an_address_gets_a_package():
    for nobody in ([], [''], [make.ADA, '']):
        with pytest.raises(ValueError, match='has an address'):
            stream(nobody, now=NOW)


def test_an_unknown_person_is_told_that_we_hold_nothing(everything, package):
    opened = package('unknown@example.com')

    assert 'We hold nothing about' in opened.text('index.html')
    assert not any(opened.rows.values())
    assert not [name for name in opened.files if name.startswith('csv/')]
    assert opened.json('manifest.json')['complete'] is True


def test_nothing_of_a_stranger_is_in_it(everything, package):
    for name, data in package().files.items():
        assert b'stranger' not in data, name


def test_all_that_is_ours_is_in_every_form(everything, package):
    opened = package()

    for words in ('adascanary writes', 'adascanary asks', make.ADA):
        assert words in opened.text('data.json')
        assert words in opened.text('index.html')
    assert opened.table('contact.Enquiry')[0]['name'] == 'adascanary'


# --- When something goes wrong ----------------------------------------------


@pytest.fixture
def failing_tables(monkeypatch):
    """The spreadsheets fail in the database, each after its first bytes."""

    def parts(kind):
        yield 'something'
        with connection.cursor() as cursor:
            cursor.execute('select 1 / 0')

    monkeypatch.setattr(table, 'parts', parts)


def test_one_failing_file_does_not_take_the_others_along(
    everything, failing_tables, package
):
    opened = package()
    files = {f['name']: f for f in opened.json('manifest.json')['files']}

    assert opened.json('manifest.json')['complete'] is False
    assert files['csv/contact.Enquiry.csv']['problem'] == 'DataError'
    assert opened.text('csv/contact.Enquiry.csv') == 'something'
    assert files['index.html']['problem'] == ''


def test_the_page_says_that_a_file_failed(everything, failing_tables, package):
    text = package().text('index.html')

    assert 'This package is incomplete' in text
    assert 'csv/contact.Enquiry.csv' in text


def test_a_failure_is_logged_without_a_word_of_the_person(
    everything, package, monkeypatch, caplog
):
    def fail(contents):
        raise RuntimeError(make.ADA)

    monkeypatch.setattr(about, 'document', fail)
    with caplog.at_level(logging.ERROR):
        package()

    assert caplog.messages == ['copy: about.json failed: RuntimeError']
    assert make.ADA not in caplog.text


def test_a_lost_database_breaks_the_download_off(
    everything, failing_tables, monkeypatch
):
    monkeypatch.setattr(connection, 'is_usable', lambda: False)

    got = io.BytesIO()
    with pytest.raises(DataError):
        got.writelines(stream([make.ADA], now=NOW))

    assert got.getvalue()
    assert not is_zipfile(got)
