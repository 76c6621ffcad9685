"""A public page is made once and given to everybody; nothing else is."""

import gzip

import brotli
import pytest

from ivelum_site import front
from ivelum_site.encodings import best_encoding


BODY = b'<p>Good day.</p>' * 50
PUBLIC = 'public, max-age=60, stale-while-revalidate=600'


class Site:
    """An application that counts how often it is asked."""

    def __init__(self, status='200 OK', body=BODY, **fields):
        self.status, self.body, self.asked = status, body, 0
        self.fields = {
            'Content-Type': 'text/html; charset=utf-8',
            'Content-Length': str(len(body)),
            'Cache-Control': PUBLIC,
            'ETag': '"one"',
        } | {name.replace('_', '-'): value for name, value in fields.items()}
        self.closed = 0

    def __call__(self, environ, start_response):
        self.asked += 1
        start_response(self.status, [*self.fields.items()])
        return self

    def __iter__(self):
        return iter([self.body])

    def close(self):
        self.closed += 1


class Answer:
    def __init__(self, application, path='/', method='GET', query='', **env):
        environ = {
            'REQUEST_METHOD': method,
            'PATH_INFO': path,
            'QUERY_STRING': query,
            'HTTP_HOST': 'ivelum.example',
            'wsgi.url_scheme': 'http',
        } | env
        self.result = application(environ, self.start)
        self.body = b''.join(self.result)

    def start(self, status, headers, exc_info=None):
        self.status, self.headers = status, dict(headers)


@pytest.fixture
def clock():
    class Clock:
        now = 1000.0

        def __call__(self):
            return self.now

    return Clock()


def test_a_public_page_is_made_once():
    site = Site()
    cache = front.SharedCache(site)

    first, second = Answer(cache), Answer(cache)

    assert site.asked == site.closed == 1
    assert first.body == second.body == BODY
    assert first.headers == second.headers


def test_it_is_made_again_when_it_is_no_longer_fresh(clock):
    site = Site()
    cache = front.SharedCache(site, clock)
    Answer(cache)
    clock.now += 59.9
    Answer(cache)
    assert site.asked == 1

    clock.now += 0.1
    Answer(cache)

    assert site.asked == 2


@pytest.mark.parametrize(
    'asked',
    [
        {'method': 'POST'},
        {'query': 'a=1'},
        {'HTTP_COOKIE': 'sessionid=1'},
        {'HTTP_AUTHORIZATION': 'Basic eA=='},
        {'method': 'HEAD'},
    ],
)
def test_what_is_asked_in_person_is_not_kept(asked):
    site = Site()
    cache = front.SharedCache(site)

    Answer(cache, **asked)
    Answer(cache, **asked)

    assert site.asked == 2
    assert not cache.pages


@pytest.mark.parametrize(
    'told',
    [
        {'status': '404 Not Found'},
        {'status': '304 Not Modified'},
        {'Cache_Control': 'no-store'},
        {'Cache_Control': 'max-age=60'},
        {'Cache_Control': 'public'},
        {'Cache_Control': 'public, max-age=0'},
        {'Cache_Control': 'public, max-age=60, no-store'},
        {'Cache_Control': 'private, max-age=60'},
        {'Set_Cookie': 'a=b'},
        {'Vary': 'Cookie'},
        {'Vary': 'Accept-Encoding, Sec-GPC'},
        {'Content_Encoding': 'gzip'},
        {'Content_Length': str(2 * front.MAX_BYTES)},
        {'Content_Length': ''},
    ],
)
def test_what_is_not_for_everybody_passes_untouched(told):
    site = Site(**told)
    cache = front.SharedCache(site)

    answer = Answer(cache, HTTP_ACCEPT_ENCODING='br')

    assert answer.result is site
    assert answer.status == site.status
    assert answer.headers == site.fields
    assert not cache.pages


def test_a_file_stays_with_the_server():
    class Wrapper(list):
        pass

    def site(environ, start_response):
        start_response('200 OK', [*Site().fields.items()])
        return Wrapper([BODY])

    cache = front.SharedCache(site)

    answer = Answer(cache, **{'wsgi.file_wrapper': Wrapper})

    assert isinstance(answer.result, Wrapper)
    assert not cache.pages


@pytest.mark.parametrize(
    ('accepted', 'encoding', 'opened'),
    [
        ('gzip, deflate, br', 'br', brotli.decompress),
        ('gzip', 'gzip', gzip.decompress),
        ('', None, bytes),
    ],
)
def test_it_travels_as_small_as_the_browser_allows(accepted, encoding, opened):
    cache = front.SharedCache(Site())

    answer = Answer(cache, HTTP_ACCEPT_ENCODING=accepted)

    assert answer.headers.get('Content-Encoding') == encoding
    assert answer.headers['Content-Length'] == str(len(answer.body))
    assert answer.headers['Vary'] == 'Accept-Encoding'
    assert opened(answer.body) == BODY


def test_each_encoding_has_its_own_etag():
    cache = front.SharedCache(Site())

    answers = [
        Answer(cache, HTTP_ACCEPT_ENCODING=accepted)
        for accepted in ('br', 'gzip', '')
    ]

    assert len({answer.headers['ETag'] for answer in answers}) == 3


def test_a_picture_is_not_compressed_twice():
    cache = front.SharedCache(Site(Content_Type='image/png'))

    answer = Answer(cache, HTTP_ACCEPT_ENCODING='br')

    assert answer.body == BODY
    assert 'Content-Encoding' not in answer.headers


@pytest.mark.parametrize(
    ('accepted', 'encoding'),
    [
        ('br;q=0, gzip', 'gzip'),
        ('br;q=0, gzip;q=0.0', 'identity'),
        ('*', 'br'),
        ('*;q=0', 'identity'),
        ('GZIP ; q=0.5', 'gzip'),
        ('br;q=nonsense', 'identity'),
        ('identity', 'identity'),
    ],
)
def test_the_browser_weighs_encodings(accepted, encoding):
    assert best_encoding(accepted) == encoding


@pytest.mark.parametrize('known', ['{}', 'W/{}', '"other", {}', '*'])
def test_a_page_the_browser_has_is_not_sent_again(known):
    cache = front.SharedCache(Site(Content_Security_Policy="'none'"))
    etag = Answer(cache).headers['ETag']

    answer = Answer(cache, HTTP_IF_NONE_MATCH=known.format(etag))

    assert answer.status == '304 Not Modified'
    assert answer.body == b''
    assert answer.headers['ETag'] == etag
    assert answer.headers['Cache-Control'] == PUBLIC
    assert 'Content-Length' not in answer.headers
    assert 'Content-Security-Policy' in answer.headers


def test_another_etag_gets_the_page():
    cache = front.SharedCache(Site())

    assert Answer(cache, HTTP_IF_NONE_MATCH='"other"').status == '200 OK'


def test_head_is_answered_from_the_same_page():
    site = Site()
    cache = front.SharedCache(site)
    get = Answer(cache)

    head = Answer(cache, method='HEAD')

    assert site.asked == 1
    assert head.body == b''
    assert head.headers == get.headers


@pytest.mark.parametrize(
    'other',
    [
        {'path': '/other/'},
        {'HTTP_HOST': 'other.example'},
        {'wsgi.url_scheme': 'https'},
        {'HTTP_X_FORWARDED_PROTO': 'https'},
        {'HTTP_X_FORWARDED_PROTO': 'https, http'},
    ],
)
def test_another_address_is_another_page(other):
    site = Site()
    cache = front.SharedCache(site)

    Answer(cache)
    Answer(cache, **other)

    assert site.asked == 2


def test_an_invented_scheme_makes_no_new_page():
    site = Site()
    cache = front.SharedCache(site)

    Answer(cache)
    Answer(cache, HTTP_X_FORWARDED_PROTO='gopher')

    assert site.asked == 1


def test_the_cache_does_not_grow_without_end():
    cache = front.SharedCache(Site())

    for number in range(front.MAX_PAGES + 1):
        Answer(cache, path=f'/{number}/')

    assert len(cache.pages) == 1


def test_a_receiver_may_add_headers_to_its_copy():
    cache = front.SharedCache(Site())
    cache(
        {
            'REQUEST_METHOD': 'GET',
            'PATH_INFO': '/',
            'HTTP_HOST': 'ivelum.example',
            'wsgi.url_scheme': 'http',
        },
        lambda status, headers: headers.append(('X-Mine', '1')),
    )

    assert 'X-Mine' not in Answer(cache).headers
