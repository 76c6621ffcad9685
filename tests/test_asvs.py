"""The table of docs/asvs.md is whole, and names what there is."""

import re
from collections import Counter
from pathlib import Path

import pytest


ROOT = Path(__file__).resolve().parents[1]
ROWS = [
    [cell.strip() for cell in line.strip('|').split('|')]
    for line in (ROOT / 'docs/asvs.md').read_text().splitlines()
    if re.match(r'\| \d', line)
]
# Of each section the first so many are of level 1 or 2; the others of level 3.
SECTIONS = """
    1.1:2 1.2:9 1.3:11 1.4:3 1.5:2
    2.1:3 2.2:3 2.3:4 2.4:1
    3.2:2 3.3:4 3.4:6 3.5:5 3.7:2
    4.1:3 4.2:1 4.3:2 4.4:4
    5.1:1 5.2:3 5.3:2 5.4:3
    6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4
    7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2
    8.1:2 8.2:3 8.3:1 8.4:1
    9.1:3 9.2:4
    10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3
    11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1
    12.1:3 12.2:2 12.3:4
    13.1:1 13.2:5 13.3:2 13.4:5
    14.1:2 14.2:4 14.3:3
    15.1:3 15.2:3 15.3:7
    16.1:1 16.2:5 16.3:4 16.4:3 16.5:3
    17.1:1 17.2:4 17.3:2
"""
OF_LEVELS_1_AND_2 = [
    f'{section}.{number}'
    for section, many in (text.split(':') for text in SECTIONS.split())
    for number in range(1, int(many) + 1)
]
STATES = r'does not apply.*: \w|open since \d{4}-\d\d-\d\d: \w|[\w`“].{5,}'


def test_each_requirement_of_the_first_two_levels_is_there_once():
    listed = Counter(n for row in ROWS for n in row[0].split(', '))

    assert len(OF_LEVELS_1_AND_2) == 253
    assert listed == Counter(OF_LEVELS_1_AND_2)


@pytest.mark.parametrize('row', ROWS, ids=lambda row: row[0][:24])
def test_a_row_says_where_or_why_not(row):
    _, subject, where, shown = row

    assert subject
    assert re.match(STATES, where)
    for place in re.findall(r'`([^`]+)`', f'{where} {shown}'):
        if '/' in place or place.endswith(('.py', '.txt', '.toml', '.yaml')):
            assert is_there(place), place


@pytest.mark.parametrize('row', ROWS, ids=lambda row: row[0][:24])
def test_what_is_met_is_shown_by_something(row):
    _, _, where, shown = row
    is_not_met = re.search(r'does not apply|open since', where)

    assert is_not_met or '`' in where + shown


def is_there(place):
    path, _, test = place.split()[0].partition('::')
    file = ROOT / path
    if test:
        return f'\ndef {test}(' in file.read_text()
    return file.exists()
