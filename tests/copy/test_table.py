"""Ada opens her data in a spreadsheet, and nothing in it calculates."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.subjects.package.table import cell, exact, harmless
from tests import make


BAD = tuple('=+-@＝＋－＠')
# Everything that a spreadsheet may see a border or a formula in.
NASTY = st.text(st.sampled_from([*BAD, *'\t\r\n\'",; až1']), max_size=30)


def written(text):
    page = io.StringIO(newline='')
    csv.writer(page).writerow(['1', harmless(text), 'end'])
    return page.getvalue()


@given(st.text() | NASTY)
def test_the_exact_text_can_be_had_back(text):
    assert exact(harmless(text)) == text


@given(st.text() | NASTY)
def test_a_table_comes_back_as_it_was(text):
    [row] = csv.reader(io.StringIO(written(text), newline=''))

    assert [exact(each) for each in row] == ['1', text, 'end']


@pytest.mark.parametrize('border', ',;\t')
@given(text=NASTY)
def test_no_cell_calculates_whatever_the_program_splits_at(border, text):
    """Lithuanian spreadsheets split at semicolons, even inside our quotes."""
    lines = io.StringIO(written(text), newline='')

    for row in csv.reader(lines, delimiter=border):
        for each in row:
            assert not each.startswith(BAD)


@given(NASTY)
def test_no_cell_begins_with_a_tab_or_a_new_line(text):
    assert not harmless(text).startswith(('\t', '\r', '\n'))


@pytest.mark.parametrize(
    'text', ['ada@example.org', 'Ada Lovelace', '2026-11-22', '1 + 1', '', "'"]
)
def test_harmless_text_is_left_alone(text):
    assert harmless(text) == text


@pytest.mark.parametrize(
    ('value', 'as_written'),
    [(None, ''), (True, 'true'), (False, 'false'), (-5, '-5'), ('=1', "'=1")],
)
def test_a_cell_says_what_the_value_is(value, as_written):
    assert cell(value) == as_written


@pytest.mark.django_db
def test_a_table_says_the_same_as_data_json(everything, package):
    opened = package()

    for kind, rows in opened.rows.items():
        table = opened.table(kind) if rows else []
        for plain, row in zip(rows, table, strict=True):
            for name, value in plain.items():
                assert row[name] == cell(value)


@pytest.mark.django_db
def test_a_choice_stands_in_words_beside_its_value(everything, package):
    [row] = package().table('contact.ConsentEvent')

    assert row['method'] == 'web_form'
    assert row['method_in_words'] == 'the form on our site'


@pytest.mark.django_db
def test_a_spreadsheet_knows_that_it_is_unicode(package):
    make.enquiry(name='Žydrūnė')

    data = package().files['csv/contact.Enquiry.csv']

    assert data.startswith('\ufeff'.encode())
    assert 'Žydrūnė'.encode() in data


@pytest.mark.django_db
def test_lines_end_as_rfc_4180_wants(package):
    make.enquiry(message='one\ntwo', name='"quoted", and more')

    data = package().files['csv/contact.Enquiry.csv']

    assert data.endswith(b'\r\n')
    assert b'"""quoted"", and more"' in data
    assert package().table('contact.Enquiry')[0]['message'] == 'one\ntwo'
