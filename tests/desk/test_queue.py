"""The list of requests, and what is found in it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from privacy.models import Role, StaffMember
from tests import make


LIST = '/admin/privacy/datasubjectrequest/'
FIND = LIST + 'find/'
CANARY = 'A canary of hers.'


def days_ago(days, right='access', **changes):
    now = timezone.now() - timedelta(days=days)
    return make.open_case(right, now=now, **changes)


def a_reader():
    return StaffMember.objects.create(email=make.STRANGER, role=Role.READER)


def shown(answer):
    return [line.dsr for line in answer.context['cl'].result_list]


def test_the_first_is_the_one_with_the_least_time(desk):
    calm, overdue = days_ago(1), days_ago(40)
    soon = days_ago(27)

    seen = desk.get(LIST)

    assert shown(seen) == [overdue, soon, calm]
    assert 'overdue' in seen.text


def test_what_has_ended_is_shown_to_who_asks(desk):
    waiting, ended = days_ago(1), make.dsr()

    assert shown(desk.get(LIST)) == [waiting]
    assert shown(desk.get(LIST, {'standing': 'ended'})) == [ended]
    assert shown(desk.get(LIST, {'standing': 'all'})) == [ended, waiting]


def test_mine_are_those_that_i_took(desk, team):
    mine = days_ago(1, taken_by=team[0])
    days_ago(1, taken_by=team[1])

    assert shown(desk.get(LIST, {'standing': 'mine'})) == [mine]


def test_filters_narrow_what_stands(desk):
    letter = days_ago(1, 'erasure', channel='post')
    days_ago(1, 'erasure')
    days_ago(1, 'access', channel='post')

    found = desk.get(LIST, {'right': 'erasure', 'channel': 'post'})

    assert shown(found) == [letter]
    assert 'aria-current="true">Deletion</a>' in found.text


def test_an_unknown_filter_finds_nothing_and_says_so(desk):
    days_ago(1)

    found = desk.get(LIST, {'right': 'flight'})

    assert 'There is no such request.' in found.text


def test_nothing_to_do_is_said_in_words(desk):
    assert 'Nothing is waiting' in desk.get(LIST).text


def test_an_address_behind_the_last_page_leads_back(desk):
    days_ago(1)

    assert desk.get(LIST, {'p': 999}, follow=True).status_code == 200


def test_a_list_asks_as_often_for_fifty_as_for_one(desk):
    days_ago(1)
    desk.get(LIST)

    with CaptureQueriesContext(
        connection,
    ) as one:
        desk.get(LIST)
    for number in range(60):
        days_ago(number)
    with CaptureQueriesContext(connection) as many:
        seen = desk.get(LIST)

    assert len(shown(seen)) == 50
    assert len(many) == len(one) <= 6


def test_a_list_names_nobody(desk):
    days_ago(1, details=CANARY)

    seen = desk.get(LIST, {'standing': 'all'}).text

    assert CANARY not in seen
    assert make.ADA not in seen


def test_nobody_guesses_in_the_address_what_somebody_wrote(desk):
    days_ago(1, details=CANARY)

    for guess in ('details__contains', 'outcome', 'addresses__email'):
        assert desk.get(LIST, {guess: CANARY}).status_code in (302, 400)


def test_no_order_is_without_an_index(desk):
    later, sooner = days_ago(1, 'access'), days_ago(2, 'withdrawal')

    assert shown(desk.get(LIST, {'o': '1'})) == [sooner, later]


def test_a_reader_sees_the_list_and_not_the_people(client, db):
    client.force_login(a_reader())
    days_ago(1, details=CANARY)

    assert len(shown(client.get(LIST))) == 1
    assert 'Your role does not show people' in client.get(FIND).text


# --- Conditions ---------------------------------------------------------------


def ask_for(desk, words, standing='all'):
    return desk.get(LIST, {'standing': standing, 'q': words})


def test_a_condition_finds_what_no_filter_does(desk):
    old = days_ago(40, 'erasure')
    days_ago(40, 'access')
    days_ago(1, 'erasure')
    day = timezone.localdate() - timedelta(days=30)

    found = ask_for(desk, f'right = "erasure" and received_on < "{day}"')

    assert shown(found) == [old]


@pytest.mark.parametrize(
    'words',
    [
        'details ~ "canary"',
        'addresses.email = "ada"',
        'taken_by.email = "first"',
        'reference = "XXXX"',
        'outcome != ""',
        'id = 1',
    ],
)
def test_no_condition_is_about_people(desk, words):
    days_ago(1, details=CANARY)

    found = ask_for(desk, words)

    assert not shown(found)
    assert 'This search was not understood.' in found.text


@pytest.mark.parametrize(
    'words',
    [
        'nonsense',
        'right =',
        'right = "flight"',
        'right = 1',
        'answer_by < "yesterday"',
        'answer_by < "2026-02-30"',
        'closed_at < "2026-01-01 99:99"',
        'answer_by = None and',
        '((((((((((',
        'right = "access"; drop table privacy_claimedaddress',
        'right = "\\uD800"',
        '"',
        'right in ()',
        'answer_by ~ "2026"',
        'right = "ada@example.org"',
        'right = "access" or ' * 40 + 'right = "access"',
    ],
)
def test_what_is_not_understood_is_said_in_a_sentence(desk, words):
    days_ago(1)

    found = ask_for(desk, words)

    assert found.status_code == 200
    assert not shown(found)
    assert 'This search was not understood.' in found.text


def test_an_address_is_not_searched_by_a_condition(desk):
    found = ask_for(desk, make.ADA)

    assert 'Find a person' in found.text


def test_the_words_that_complete_a_condition_name_no_column_of_a_person(desk):
    told = desk.get(LIST + 'introspect/').json()

    assert set(told['models']) == {'privacy.datasubjectrequest'}
    assert set(told['models']['privacy.datasubjectrequest']) == {
        *('right', 'channel', 'state'),
        *('received_on', 'due_on', 'answer_by', 'extended_to', 'closed_at'),
    }


def test_no_column_of_a_person_is_suggested(desk):
    days_ago(1, details=CANARY)

    asked = {'field': 'privacy.datasubjectrequest.details', 'search': 'A'}
    answer = desk.get(LIST + 'suggestions/', asked)

    assert answer.status_code == 400
    assert CANARY not in answer.text


def test_nothing_takes_the_focus_when_the_list_opens(desk):
    assert 'completion_admin.js' not in desk.get(LIST).text


def test_the_page_about_conditions_explains_every_column(desk):
    told = desk.get(LIST + 'djangoql-syntax/').text

    known = desk.get(LIST + 'introspect/').json()['models']
    for column in known['privacy.datasubjectrequest']:
        assert f'<code>{column}</code>' in told


# --- One person ---------------------------------------------------------------


def test_a_person_is_found_by_an_address_pasted_with_a_name(desk):
    theirs = days_ago(1)
    days_ago(1, email=make.STRANGER)

    found = desk.post(FIND, {'email': f'Ada Lovelace <{make.ADA.upper()}>'})

    assert [line.dsr for line in found.context['found']] == [theirs]


def test_who_is_not_there_is_not_found(desk):
    found = desk.post(FIND, {'email': make.STRANGER})

    assert 'There is none.' in found.text


def test_what_is_no_address_is_said_so(desk):
    found = desk.post(FIND, {'email': 'ada'})

    assert found.status_code == 400


def test_an_address_in_the_address_of_the_page_finds_nothing(desk):
    days_ago(1)

    assert desk.get(FIND, {'email': make.ADA}).context['found'] is None


def test_many_requests_of_one_person_are_found_in_four_questions(desk):
    for number in range(3):
        days_ago(number)

    with CaptureQueriesContext(connection) as asked:
        desk.post(FIND, {'email': make.ADA})

    assert len(asked) <= 5
