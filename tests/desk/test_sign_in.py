"""Nobody but a colleague gets in, and a colleague always does."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from privacy.entrance import factor, sessions
from privacy.models import (
    Attempts,
    AuditEvent,
    KnownDevice,
    RecoveryCode,
    SecondFactor,
    StaffMember,
)
from privacy.subjects.erasure import erase
from tests import make
from tests.colleague import SEED, DeskClient, code_of, with_an_app


pytestmark = pytest.mark.django_db

PASSWORD = 'an engine that weaves'
LOGIN = '/admin/login/'
FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/1 Firefox/140.0'
CHROME = 'Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36'


@pytest.fixture
def ada(quick_hashes):
    return make.colleague(password=PASSWORD)


@pytest.fixture
def with_app(ada):
    with_an_app(ada)
    return ada


@pytest.fixture
def browser(worker):
    return a_browser()


def a_browser(said=FIREFOX, network='192.0.2.1'):
    return DeskClient(
        HTTP_SEC_FETCH_SITE='same-origin',
        HTTP_USER_AGENT=said,
        REMOTE_ADDR=network,
    )


def type_password(browser, password=PASSWORD, name=make.ADA):
    return browser.post(LOGIN, {'username': name, 'password': password})


def type_code(browser, code=None, **more):
    return browser.post('/admin/code/', {'code': code or code_of()}, **more)


def sign_in(browser, steps_from_now=0):
    type_password(browser)
    return type_code(browser, code_of(steps_from_now=steps_from_now))


def is_in(browser):
    return browser.get('/admin/').status_code == 200


def later(monkeypatch, **time):
    now = timezone.now()
    monkeypatch.setattr(timezone, 'now', lambda: now + timedelta(**time))


# --- The first time -----------------------------------------------------------


def test_a_password_alone_opens_no_page_of_the_desk(browser, with_app):
    type_password(browser)

    for address in every_page():
        answer = browser.get(address)
        led = answer.headers.get('Location', '')
        assert led.startswith('/admin/code/'), (address, answer.status_code)


OPEN = {'/admin/login/', '/admin/logout/', '/admin/jsi18n/', '/admin/code/'}


def every_page():
    """Of all addresses of the desk, with the number 1 where one is needed."""
    found = {
        '/' + ''.join(map(shown, route))
        for route in routes(get_resolver().url_patterns)
        if route[0] == 'admin/' and '(?P' not in ''.join(route)
    }
    assert len(found) > 80
    return sorted(found - OPEN)


def shown(part):
    for slot in ('<int:pk>', '<path:object_id>', '<int:content_type_id>'):
        part = part.replace(slot, '1')
    return part


def routes(patterns, before=()):
    for pattern in patterns:
        here = (*before, str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield here
        else:
            yield from routes(pattern.url_patterns, here)


def test_a_newcomer_sets_up_an_app_and_gets_recovery_codes(browser, ada):
    type_password(browser)

    first = browser.get('/admin/', follow=True)
    seed = factor.seed_of(browser.session.session_key)
    done = browser.post('/admin/second-factor/', {'code': code_of(seed)})

    assert first.redirect_chain[-1][0] == '/admin/second-factor/'
    assert factor.key_in_words(seed) in first.text
    assert '<svg' in first.text
    assert len(done.context['codes']) == RecoveryCode.objects.count() == 10
    assert is_in(browser)


def test_to_look_at_the_key_stores_nothing_and_it_stays_the_same(browser, ada):
    type_password(browser)

    pages = [browser.get('/admin/second-factor/') for _ in range(2)]

    assert pages[0].context['key'] == pages[1].context['key']
    assert not SecondFactor.objects.exists()


def test_an_app_that_shows_something_else_is_not_taken(browser, ada):
    type_password(browser)

    answer = browser.post('/admin/second-factor/', {'code': '000000'})

    assert answer.status_code == 400
    assert not SecondFactor.objects.exists()
    assert not is_in(browser)


def test_whoever_has_an_app_cannot_set_up_another_by_the_password(
    browser, with_app
):
    type_password(browser)

    seed = factor.seed_of(browser.session.session_key)
    browser.post('/admin/second-factor/', {'code': code_of(seed)})

    assert SecondFactor.objects.get().seed == SEED


def test_a_one_time_password_does_not_get_around_the_app(browser, with_app):
    StaffMember.objects.update(password_is_one_time=True)
    type_password(browser)

    before = browser.get('/admin/password_change/')
    type_code(browser)
    after = browser.get('/admin/')

    assert before.url.startswith('/admin/code/')
    assert after.url == '/admin/password_change/'


# --- The code -----------------------------------------------------------------


def test_password_and_code_lead_to_where_they_wanted(browser, with_app):
    type_password(browser)
    asked = browser.get('/admin/figures/')

    answer = browser.post(asked.url, {'code': code_of()})

    assert answer.url == '/admin/figures/'
    assert is_in(browser)


@pytest.mark.parametrize(
    'wanted', ['https://example.net/', '//example.net/', '/privacy/', '/admin']
)
def test_nobody_is_sent_out_of_the_desk(browser, with_app, wanted):
    type_password(browser)

    answer = browser.post(f'/admin/code/?next={wanted}', {'code': code_of()})

    assert answer.url == '/admin/'


def test_a_code_works_once(browser, with_app):
    sign_in(browser)

    second = a_browser()
    answer = sign_in(second)

    assert answer.status_code == 400
    assert not is_in(second)


def test_a_recovery_code_works_once_and_is_noted(browser, with_app):
    code, *_ = factor.renew_recovery_codes(with_app)
    type_password(browser)
    type_code(browser, f' {code.upper()} ')

    second = a_browser()
    type_password(second)
    again = type_code(second, code)

    assert is_in(browser)
    assert again.status_code == 400
    assert RecoveryCode.objects.count() == 9
    assert noted('a recovery code used')


def noted(what):
    return AuditEvent.objects.filter(action='sign_in', purpose=what).count()


def test_the_database_holds_neither_key_nor_code(with_app):
    codes = factor.renew_recovery_codes(with_app)

    kept = {*RecoveryCode.objects.values_list('digest', flat=True)}
    key = factor.key_in_words(SEED).replace(' ', '')

    assert not kept & {*codes}
    assert key.lower() not in SecondFactor.objects.get().seed


def test_a_recovery_code_is_of_one_colleague(with_app):
    code, *_ = factor.renew_recovery_codes(with_app)

    assert not factor.accepts(make.member(), code)
    assert factor.accepts(with_app, code)


@pytest.mark.parametrize('typed', ['', 'abcdef', '١٢٣٤٥٦', '1' * 60, '-12345'])
def test_what_is_no_code_is_refused_and_breaks_nothing(with_app, typed):
    assert not factor.accepts(with_app, typed)


# --- Guessing -----------------------------------------------------------------


def guess(browser, times, name=make.ADA):
    for _ in range(times):
        answer = type_password(browser, 'wrong', name)
    return answer


def test_after_ten_wrong_passwords_the_right_one_does_not_open(
    browser, with_app
):
    guess(browser, 10)

    answer = type_password(browser)

    assert answer.status_code == 200
    assert browser.get('/admin/').url.startswith(LOGIN)


def words_of(answer):
    return answer.status_code, answer.context['form'].non_field_errors()


def test_nobody_learns_whether_there_is_such_an_account(browser, with_app):
    wrong = words_of(type_password(browser, 'wrong'))
    unknown = words_of(type_password(browser, name='nobody@example.org'))
    guess(browser, 10)
    locked = words_of(type_password(browser))
    make.member()
    StaffMember.objects.filter(pk=with_app.pk).update(is_active=False)
    closed = words_of(type_password(a_browser(network='192.0.2.9')))

    assert wrong == unknown == locked == closed
    assert '15 minutes' in str(wrong)


def hashes_of(monkeypatch, attempt):
    """How often a password was computed."""
    computed, encode = [], MD5PasswordHasher.encode
    with monkeypatch.context() as watched:
        watched.setattr(
            MD5PasswordHasher,
            'encode',
            lambda self, *a: computed.append(1) or encode(self, *a),
        )
        attempt()
    return len(computed)


def test_each_failure_computes_one_password(browser, with_app, monkeypatch):
    def count(attempt):
        return hashes_of(monkeypatch, attempt)

    wrong = count(lambda: type_password(browser, 'wrong'))
    unknown = count(lambda: type_password(browser, name='x@example.org'))
    guess(browser, 10)
    locked = count(lambda: type_password(browser))

    assert wrong == unknown == locked == 1


def test_a_stranger_does_not_keep_out_who_signed_in_here_before(
    browser, with_app
):
    sign_in(browser)
    browser.post('/admin/logout/')
    guess(a_browser(network='198.51.100.7'), 12)

    sign_in(browser, steps_from_now=1)

    assert is_in(browser)


def test_the_door_opens_again_by_itself(browser, with_app, monkeypatch):
    guess(browser, 12)

    later(monkeypatch, minutes=16)
    type_password(browser)

    assert browser.get('/admin/').url.startswith('/admin/code/')


def test_the_colleague_is_told_once_and_nobody_else(
    browser, with_app, worker, mailoutbox
):
    guess(browser, 13)
    guess(browser, 13, 'nobody@example.org')
    worker()

    (letter,) = mailoutbox
    assert letter.to == [make.ADA]
    assert '15 minutes' in letter.body


def test_codes_cannot_be_guessed_either(browser, with_app):
    type_password(browser)
    for _ in range(10):
        type_code(browser, '000000')

    answer = type_code(browser)

    assert answer.status_code == 400
    assert not is_in(browser)


def test_who_gets_in_starts_to_count_anew(browser, with_app):
    guess(browser, 9)
    type_password(browser)
    browser.post('/admin/logout/')

    guess(browser, 9)
    type_password(browser)

    assert browser.get('/admin/').url.startswith('/admin/code/')


def test_an_empty_password_does_not_begin_the_count_anew(browser, with_app):
    guess(browser, 10)
    type_password(browser, '')

    type_password(browser)

    assert browser.get('/admin/').url.startswith(LOGIN)


def test_one_network_does_not_try_every_name(browser, with_app):
    for number in range(61):
        guess(browser, 1, f'{number}@example.org')

    type_password(browser)

    assert browser.get('/admin/').url.startswith(LOGIN)
    assert make.ADA not in str(Attempts.objects.values_list('key'))


# --- The session --------------------------------------------------------------


def test_the_session_has_a_new_key_after_each_step(browser, with_app):
    browser.get(LOGIN)
    type_password(browser)
    half = browser.session.session_key
    type_code(browser)

    assert browser.session.session_key != half


def test_a_rest_of_half_an_hour_ends_it(browser, with_app, monkeypatch):
    sign_in(browser)

    later(monkeypatch, minutes=31)

    assert browser.get('/admin/').url.startswith(LOGIN)


def test_who_works_stays_in_until_the_day_is_over(
    browser, with_app, monkeypatch
):
    sign_in(browser)
    start = timezone.now()
    for minutes in range(25, 8 * 60, 25):
        now = start + timedelta(minutes=minutes)
        monkeypatch.setattr(timezone, 'now', lambda now=now: now)
        assert is_in(browser)

    monkeypatch.setattr(timezone, 'now', lambda: now + timedelta(minutes=6))
    assert browser.get('/admin/').url.startswith(LOGIN)


def test_a_stolen_cookie_is_no_use_in_another_browser(browser, with_app):
    sign_in(browser)

    browser.defaults['HTTP_USER_AGENT'] = CHROME

    assert browser.get('/admin/').url.startswith(LOGIN)
    browser.defaults['HTTP_USER_AGENT'] = FIREFOX
    assert browser.get('/admin/').url.startswith(LOGIN)


def test_a_browser_that_updates_itself_stays_in(browser, with_app):
    sign_in(browser)

    browser.defaults['HTTP_USER_AGENT'] = FIREFOX.replace('140', '141')

    assert is_in(browser)


@pytest.mark.parametrize(
    'change', [{'role': 'handler'}, {'is_active': False}, {'password': 'x'}]
)
def test_another_role_or_password_ends_every_session(browser, with_app, change):
    make.member()
    sign_in(browser)

    StaffMember.objects.filter(pk=with_app.pk).update(**change)

    assert browser.get('/admin/').url.startswith(LOGIN)


def test_logging_out_empties_the_browser(browser, with_app):
    sign_in(browser)

    answer = browser.post('/admin/logout/')

    assert answer.headers['Clear-Site-Data'] == '"cache", "storage"'
    assert not is_in(browser)


def test_a_session_that_says_nothing_of_its_beginning_ends(browser, with_app):
    sign_in(browser)
    session = browser.session
    del session['began_at']
    session.save()

    assert browser.get('/admin/').url.startswith(LOGIN)


# --- Browsers we know ---------------------------------------------------------


def test_a_new_browser_is_told_to_the_mailbox_and_a_known_one_is_not(
    browser, with_app, worker, mailoutbox
):
    sign_in(browser)
    worker()
    browser.post('/admin/logout/')
    sign_in(browser, steps_from_now=1)
    worker()

    (letter,) = mailoutbox
    assert letter.to == [make.ADA]
    assert 'Firefox on Linux' in letter.body
    assert noted('a new browser') == 1


def test_the_mark_of_a_browser_is_kept_as_a_hash(browser, with_app):
    sign_in(browser)

    cookie = browser.cookies['device']

    assert cookie['httponly']
    assert cookie['samesite'] == 'Strict'
    assert KnownDevice.objects.get().digest != cookie.value


def test_a_planted_mark_makes_no_browser_known(browser, with_app):
    browser.cookies['device'] = 'planted'

    sign_in(browser)

    assert browser.cookies['device'].value != 'planted'


def test_a_half_sign_in_leaves_no_mark(browser, with_app):
    type_password(browser)

    assert 'device' not in browser.cookies


def test_a_browser_that_is_removed_is_out(browser, with_app):
    sign_in(browser)
    other = a_browser(CHROME)
    sign_in(other, steps_from_now=1)
    page = browser.get('/admin/me/').text
    theirs = KnownDevice.objects.get(browser='Chrome on Windows')

    browser.post(f'/admin/me/devices/{theirs.pk}/forget/')

    assert 'Chrome on Windows' in page
    assert not is_in(other)
    assert is_in(browser)
    assert noted('a browser removed') == 1


def test_nobody_removes_the_browser_of_another(desk, team, second):
    second()
    theirs = KnownDevice.objects.get(member=team[1])
    desk.force_login(team[0])

    desk.post(f'/admin/me/devices/{theirs.pk}/forget/')

    assert KnownDevice.objects.filter(pk=theirs.pk).exists()


def test_one_press_signs_out_everywhere(browser, with_app):
    sign_in(browser)
    other = a_browser(CHROME)
    sign_in(other, steps_from_now=1)

    browser.post('/admin/me/sign-out-everywhere/')

    assert not is_in(browser)
    assert not is_in(other)
    assert noted('signed out everywhere') == 1


def test_new_recovery_codes_end_the_old_ones(browser, with_app):
    old, *_ = factor.renew_recovery_codes(with_app)
    sign_in(browser)

    page = browser.post('/admin/me/recovery-codes/')

    assert len(page.context['codes']) == 10
    assert not factor.accepts(with_app, old)
    assert factor.accepts(with_app, page.context['codes'][0])


def test_a_new_phone_replaces_the_old_one(browser, with_app):
    sign_in(browser)

    browser.get('/admin/second-factor/')
    seed = factor.seed_of(browser.session.session_key)
    browser.post('/admin/second-factor/', {'code': code_of(seed)})

    assert SecondFactor.objects.get().seed == seed
    assert is_in(browser)


def test_what_was_kept_of_a_sign_in_goes_with_the_account(with_app):
    make.known_device(member=with_app)
    factor.renew_recovery_codes(with_app)
    make.member()
    StaffMember.objects.filter(pk=with_app.pk).update(is_active=False)

    erase([make.ADA])

    for kind in (SecondFactor, RecoveryCode, KnownDevice):
        assert not kind.objects.exists()


def test_a_session_knows_what_the_tests_call_a_sign_in(desk):
    request = desk.get('/admin/').wsgi_request

    assert sessions.is_complete(request)
    assert sessions.is_fresh(request)
