"""Ada looks around. One line is left for each page, and she is in none."""

import io
import json

import pytest

from ivelum_site.front import SharedCache
from ivelum_site.traffic import request_log, said
from ivelum_site.traffic.request_log import Line, RequestLog
from ivelum_site.wsgi import Handler


pytestmark = pytest.mark.django_db

FIELDS = [
    *('time', 'request', 'method', 'path', 'status', 'took'),
    *('browser', 'language', 'site_before', 'network'),
]
TOKEN = 'Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3A'
CANARIES = (
    *('ada', 'lovelace', 'canary', TOKEN.lower(), '192.0.2.77', '128.0'),
    *('windows nt', 'de-at', '1815'),
)
OURS = ('time', 'request', 'took')
SAID = {
    'HTTP_USER_AGENT': 'Mozilla/5.0 (Windows NT 10; ada@example.org) '
    'Gecko/20100101 Firefox/128.0',
    'HTTP_ACCEPT_LANGUAGE': 'de-AT,ada;q=0.8',
    'HTTP_REFERER': f'https://ada:pass@news.example/lovelace/canary/{TOKEN}?q=ada',
    'HTTP_COOKIE': 'sessionid=canary; tracker=ada-1815',
    'HTTP_AUTHORIZATION': 'Basic canary',
    'HTTP_X_REQUEST_ID': 'ada-lovelace',
    'HTTP_X_FORWARDED_FOR': '192.0.2.77',
    'HTTP_X_CANARY': 'Ada Lovelace',
    'REMOTE_ADDR': '192.0.2.77',
    'QUERY_STRING': f'email=ada@example.org&token={TOKEN}',
}


def canaries_in(line):
    """The number and the times are our own: 'ada' may come up in hex."""
    said = {k: v for k, v in line.items() if k not in OURS}
    return [canary for canary in CANARIES if canary in str(said).lower()]


class Asked:
    def __init__(self, application, path, method='GET', body=b'', **environ):
        self.environ = {
            'REQUEST_METHOD': method,
            'PATH_INFO': path,
            'QUERY_STRING': '',
            'SERVER_NAME': 'testserver',
            'SERVER_PORT': '80',
            'HTTP_HOST': 'testserver',
            'CONTENT_LENGTH': str(len(body)),
            'wsgi.url_scheme': 'http',
            'wsgi.input': io.BytesIO(body),
        } | environ
        result = application(self.environ, self.start)
        self.text = b''.join(result).decode()

    def start(self, status, headers, exc_info=None):
        self.status, self.headers = int(status[:3]), dict(headers)


@pytest.fixture
def lines():
    """What the log was told, as Line by Line."""
    return []


@pytest.fixture
def site(lines):
    return RequestLog(Handler(), lambda line, took: lines.append(line))


@pytest.fixture
def written(capsys):
    """The site as a server runs it; gives what it wrote."""
    application = RequestLog(SharedCache(Handler()), request_log.write)

    def ask(*asked, **said):
        Asked(application, *asked, **said)
        return capsys.readouterr().out

    return ask


def test_a_line_has_these_fields_and_room_for_no_other(written):
    line = json.loads(written('/probe/ok/', **SAID))

    assert list(line) == [*Line._fields] == FIELDS
    with pytest.raises(TypeError):
        Line(**line, user='ada')


@pytest.mark.parametrize(
    ('method', 'path', 'status', 'place'),
    [
        ('GET', '/probe/ok/', 200, '/probe/ok/'),
        ('GET', '/probe/window/', 200, '/probe/window/'),
        ('GET', f'/probe/letter/{TOKEN}/', 200, '/probe/letter/<str:token>/'),
        ('GET', f'/canary/{TOKEN}/', 404, '<unknown>'),
        ('GET', '/probe/ok/\0', 400, '<unknown>'),
        ('GET', '/caf\xe9/\xff\xfe-canary', 404, '<unknown>'),
        ('GET', f'/probe/fails/{TOKEN}/', 500, '/probe/fails/<str:token>/'),
        ('GET', '/probe/away/', 503, '/probe/away/'),
        ('GET', '/probe/forbids/', 403, '/probe/forbids/'),
        ('POST', '/probe/reads/', 403, '/probe/reads/'),
        ('CANARY', '/probe/post-only/', 403, '/probe/post-only/'),
        ('GET', '/admin/privacy/lovelace/7/', 302, '/desk/'),
        ('GET', '/static/canary.css', 404, '/static/'),
    ],
)
def test_whatever_happens_the_visitor_is_not_in_the_line(
    written, settings, method, path, status, place
):
    settings.PROXIES = 1

    text = written(
        path,
        method,
        b'name=Ada+Lovelace',
        CONTENT_TYPE='application/x-www-form-urlencoded',
        HTTP_ORIGIN='https://canary.example',
        **SAID,
    )

    line = json.loads(text)
    assert (line['status'], line['path']) == (status, place)
    assert not canaries_in(line)


def test_what_is_kept_of_her_is_a_network_and_three_words(written):
    line = json.loads(written('/probe/ok/', **SAID))

    assert line['browser'] == 'Firefox'
    assert line['language'] == 'de'
    assert line['site_before'] == 'news.example'
    assert line['network'] == '192.0.2.0/24'


@pytest.mark.parametrize(
    ('address', 'kept'),
    [
        ('192.0.2.77', '192.0.2.0/24'),
        ('::ffff:192.0.2.77', '192.0.2.0/24'),
        ('2001:db8:1:2:3::7', '2001:db8:1::/48'),
        ('ada', ''),
        ('', ''),
    ],
)
def test_an_address_loses_its_end(address, kept):
    assert said.network({'REMOTE_ADDR': address}) == kept


@pytest.mark.parametrize(
    ('page', 'site'),
    [
        ('https://News.Example/ada?q=1', 'news.example'),
        ('http://news.example:8080/', 'news.example'),
        ('https://ada@news.example', 'news.example'),
        ('http://192.0.2.77/', ''),
        ('http://[2001:db8::7]/', ''),
        ('android-app://ada', ''),
        ('http://testserver/privacy/', ''),
        ('https://ada lovelace/', ''),
    ],
)
def test_of_the_page_before_only_the_host_is_kept(page, site, settings):
    settings.ALLOWED_HOSTS = ['testserver']

    assert said.site_before({'HTTP_REFERER': page}) == site


@pytest.mark.parametrize(
    ('agent', 'family'),
    [
        ('Mozilla/5.0 Chrome/126.0 Safari/537.36 Edg/126.0', 'Edge'),
        ('Mozilla/5.0 Chrome/126.0 Safari/537.36', 'Chrome'),
        ('Mozilla/5.0 Version/17.5 Safari/605.1.15', 'Safari'),
        ('Mozilla/5.0 (compatible; Googlebot/2.1)', 'robot'),
        ('Ada Lovelace', 'other'),
        ('', 'other'),
    ],
)
def test_a_browser_is_one_of_few_words(agent, family):
    assert said.browser({'HTTP_USER_AGENT': agent}) == family


def test_a_page_from_memory_is_noted_like_any_other(lines):
    site = RequestLog(
        SharedCache(Handler()), lambda line, took: lines.append(line)
    )

    first = Asked(site, '/probe/window/')
    second = Asked(site, '/probe/window/')

    assert [line.path for line in lines] == ['/probe/window/'] * 2
    assert first.headers['X-Request-ID'] != second.headers['X-Request-ID']


def test_the_answer_carries_the_number_of_its_line(site, lines):
    answer = Asked(site, '/probe/ok/')

    assert answer.headers['X-Request-ID'] == lines[0].request


def test_a_broken_page_shows_the_number_to_quote(site, lines):
    page = Asked(site, '/probe/fails/')

    assert page.status == 500
    assert f'<code>{lines[0].request}</code>' in page.text


def test_an_application_that_breaks_is_noted_as_broken(lines):
    def breaks(environ, start_response):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Asked(RequestLog(breaks, lambda line, took: lines.append(line)), '/')

    assert [line.status for line in lines] == [500]


UUID = '6f1c9a52-0d4e-4b6e-9f0e-1b2c3d4e5f60'
TRACE = '1-67891233-abcdef012345678912345678'


@pytest.mark.parametrize(
    ('header', 'given', 'number'),
    [
        ('HTTP_X_REQUEST_ID', UUID, UUID),
        ('HTTP_X_AMZN_TRACE_ID', f'Self=1-2;Root={TRACE}', TRACE),
    ],
)
def test_the_number_of_our_proxy_is_taken_over(
    site, lines, settings, header, given, number
):
    settings.PROXIES = 1
    Asked(site, '/probe/ok/', **{header: given})

    settings.PROXIES = 0
    Asked(site, '/probe/ok/', **{header: given})

    assert lines[0].request == number
    assert lines[1].request != number


def test_a_number_that_may_be_a_message_is_not_taken_over(
    site, lines, settings
):
    settings.PROXIES = 1

    Asked(site, '/probe/ok/', HTTP_X_REQUEST_ID='ada-lovelace-was-here')

    assert 'lovelace' not in lines[0].request


def test_a_log_that_nobody_reads_any_more_stops_no_page(monkeypatch):
    class Closed(io.StringIO):
        def write(self, text):
            raise BrokenPipeError

    monkeypatch.setattr('sys.stdout', Closed())

    answer = Asked(RequestLog(Handler(), request_log.write), '/probe/ok/')

    assert answer.status == 200
