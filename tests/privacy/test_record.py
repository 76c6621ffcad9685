"""An authority asks what we do with personal data (Article 30)."""

import csv
import io
import json

import pytest
from django.core.management import call_command

from privacy.declaration import facts
from privacy.declaration.activities import RIGHTS
from privacy.declaration.elsewhere import ELSEWHERE
from privacy.declaration.parties import CONTROLLER, Party
from privacy.declaration.records import Processing
from privacy.declaration.registry import declarations
from privacy.management.commands import recordofprocessing as record


@pytest.fixture
def printed():
    def print_as(format_name):
        out = io.StringIO()
        call_command('recordofprocessing', format=format_name, stdout=out)
        return out.getvalue()

    return print_as


@pytest.mark.parametrize('format_name', record.FORMATS)
def test_every_declared_word_is_in_the_record(printed, format_name):
    text = printed(format_name)

    for _model, declared in declarations():
        for words in declared.fields.values():
            assert words in text


@pytest.mark.parametrize('format_name', record.FORMATS)
def test_every_activity_is_in_the_record(printed, format_name):
    text = printed(format_name)

    for activity in {declared.activity for _, declared in declarations()}:
        assert activity.name.upper() in text.upper()
        assert activity.purpose in text
        assert activity.people in text
        for party in activity.recipients:
            assert str(party) in text


@pytest.mark.parametrize('format_name', record.FORMATS)
def test_every_period_is_in_the_record_with_its_reason(printed, format_name):
    text = printed(format_name)

    rules = [rule for _, declared in declarations() for rule in declared.keep]
    for period in [r.period for r in rules] + [e.period for e in ELSEWHERE]:
        assert f'{period}, because {period.because}' in text


@pytest.mark.parametrize('format_name', record.FORMATS)
def test_the_record_says_who_answers_for_it(printed, format_name):
    text = printed(format_name)

    assert CONTROLLER.name in text
    assert facts.MAILBOX.value in text
    assert facts.POSTAL_ADDRESS.value in text


@pytest.mark.parametrize('letter', 'abcdefg')
def test_every_letter_of_the_article_is_answered(printed, letter):
    points = json.loads(printed('json'))

    answers = [p for p in points if p['article'] == f'30(1)({letter})']
    assert answers
    assert all(all(point['says']) and point['says'] for point in answers)


def test_what_the_owner_has_not_confirmed_is_said(printed, monkeypatch):
    waiting = facts.Fact('The colour of the door', 'blue')
    monkeypatch.setattr(facts, 'unconfirmed', lambda: [waiting])
    assert 'The colour of the door' in printed('text')

    monkeypatch.setattr(facts, 'unconfirmed', list)
    assert 'Not yet confirmed' not in printed('text')


def test_a_recipient_abroad_is_a_transfer_with_its_safeguard(monkeypatch):
    abroad = Party('Elsewhere Inc', 'helps', 'USA', 'Article 46(2)(c)')
    activity = type(RIGHTS)(**(vars(RIGHTS) | {'recipients': (abroad,)}))
    found = [Processing(activity, ())]
    monkeypatch.setattr(record, 'record_of_processing', lambda: found)

    transfers = [e.says for e in record.entries() if e.article == '30(1)(e)']

    assert ('Elsewhere Inc, USA: Article 46(2)(c)',) in transfers


def test_a_spreadsheet_finds_no_formula_in_the_record():
    words = ('=1+1', '+1', '-1', '@x', '\tx', '\rx', 'a=b', '1')
    harmful = [record.Entry('30(1)(b)', '=a', '@h', words)]

    head, *rows = csv.reader(io.StringIO(record.as_csv(harmful), newline=''))

    assert head == ['article', 'activity', 'heading', 'says']
    assert [row[3] for row in rows] == [
        *("'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx"),
        *('a=b', '1'),
    ]
    assert all(row[1:3] == ["'=a", "'@h"] for row in rows)
