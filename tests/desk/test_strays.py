"""A cookie from nowhere is found on the desk, and its cause taken away."""

import pytest
from django.utils import timezone

from privacy.cases import reminders
from privacy.declaration.cookies import COOKIES
from privacy.duties import strays
from privacy.models import CookieEntry, StrayCookie
from privacy.policy import record
from tests import make
from tests.desk.test_holds import press_on


pytestmark = pytest.mark.django_db

DESK = '/admin/privacy/straycookie'


def test_it_is_on_the_first_page_until_somebody_settled_it(desk):
    stray = make.stray_cookie()
    assert 'A cookie from nowhere' in desk.get('/admin/').text

    press_on(desk, f'{DESK}/{stray.pk}/settle/')

    assert 'A cookie from nowhere' not in desk.get('/admin/').text
    assert 'None appeared.' in desk.get(f'{DESK}/').text


def test_if_it_comes_again_it_is_open_again():
    strays.note('tracker', 'contact/')
    strays.settle(StrayCookie.objects.get().pk, by=make.member())

    strays.note('tracker', 'contact/')

    stray = StrayCookie.objects.get()
    assert (stray.settled_at, stray.times) == (None, 2)


def test_the_team_is_told_once_a_day(mailoutbox):
    make.stray_cookie()
    noon = timezone.localtime().replace(hour=12)

    reminders.remind(noon)
    reminders.remind(noon)

    (letter,) = mailoutbox
    assert 'Cookies that appeared from nowhere' in letter.body
    assert 'tracker' not in letter.body


# --- The register of those that there are -------------------------------------


def entered():
    return {*CookieEntry.objects.values_list('name_pattern', flat=True)}


def test_the_register_has_the_cookies_of_the_code_and_no_others(desk):
    make.cookie(name_pattern='old')

    record.enter_cookies()
    record.enter_cookies()

    assert entered() == {cookie.name for cookie in COOKIES}
    assert COOKIES[0].name in desk.get('/admin/privacy/cookieentry/').text


def test_before_a_version_is_in_force_none_is_entered():
    record.enter_cookies()

    assert not entered()
