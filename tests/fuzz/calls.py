"""What is asked: made by Hypothesis from what pages and forms there are."""

from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

from tests.fuzz.town import ARGUMENT


SAFE = ('GET', 'HEAD', 'OPTIONS')
UNSAFE = ('POST', 'POST', 'POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'BREW')
NASTY = [
    *(b'', b' ', b'\0', b'a\0b', b'\xed\xa0\x80', b'\xff\xfe', b'\xc3'),
    *(b'-1', b'0', b'9' * 30, b'1e309', b'NaN', b'0x10', b'1.5', b'true'),
    *(b'0000-01-01', b'9999-12-31', b'2026-02-30', b'0001-01-01T00:00'),
    *(b'2026-11-22 25:61', b'2026-11-22', b'12:00', b'9999-12-31T23:59:59'),
    *(b"' or 1=1 --", b'"><script>alert(1)</script>', b'{{ 7*7 }}', b'%00'),
    *(b'../../etc/passwd', b'\r\nX-Evil: 1', b'${jndi:x}', b'{"a": [1]}'),
    *('🙂'.encode() * 9, '\u202eevil\u202c'.encode(), 'ﷺ'.encode()),
    *('a\u0301' * 5).encode().split(b'|'),
    *(b'a@' + b'b' * 300 + b'.org', b'a@example.org', b'a@xn--a.org'),
    *('ü@exämple.org'.encode(), b'"a b"@example.org', b'a@[127.0.0.1]'),
    *(b'first@example.org', b'x' * 6_000, b'\n' * 50, b'on', b'yes', b'null'),
]
NASTY = [value for value in NASTY if isinstance(value, bytes)]
TYPES = [
    *(b'text/plain', b'application/json', b'multipart/form-data', b''),
    *(b'application/x-www-form-urlencoded; charset=utf-7', b'a/b; =;;"'),
    *(b'application/x-www-form-urlencoded; charset=nonsense', b'\xff'),
    *(b'multipart/form-data; boundary=', b'multipart/form-data; boundary=\xff'),
]
HEADERS = {
    'Host': [
        b'evil.example',
        b'',
        b'127.0.0.1:99999',
        b'[::1',
        b'a b',
        b'\xff',
    ],
    'Accept': [b'*/*', b'application/json', b'\xff', b'text/html;q=x'],
    'Accept-Encoding': [b'gzip', b'br;q=0', b'*;q=a', b'identity;q=0'],
    'Accept-Language': [b'de', b'*', b'\xff' * 40],
    'If-None-Match': [b'*', b'"a"', b'W/"', b'\xff'],
    'If-Modified-Since': [b'yesterday', b'Sun, 06 Nov 0000 08:49:37 GMT'],
    'Range': [b'bytes=0-', b'bytes=-1', b'bytes=9-1', b'x'],
    'Cookie': [b'sessionid=x', b'csrftoken=\xff', b'=;=', b'a' * 4_000],
    'X-Forwarded-Proto': [b'https', b'ftp', b''],
    'X-HTTP-Method-Override': [b'DELETE'],
    'Referer': [b'http://[', b'x', b'\xff'],
    'Origin': [b'null', b'http://evil.example', b'http://['],
    'Sec-Fetch-Site': [b'cross-site', b'none', b'\xff'],
    'User-Agent': [b'', b'\xff' * 20, b'() { :; }'],
}
ANY = st.one_of(
    st.sampled_from(NASTY),
    st.binary(max_size=40),
    st.text(max_size=40).map(lambda text: text.encode(errors='replace')),
)


@dataclass
class Call:
    actor: str
    method: str
    route: str
    target: bytes
    headers: dict[str, bytes] = field(default_factory=dict)
    body: bytes = b''

    @property
    def is_safe(self):
        return self.method in SAFE

    def __str__(self):
        return (
            f'{self.actor}: {self.method} {self.target!r} {self.headers} '
            f'{self.body[:200]!r}'
        )


@st.composite
def targets(draw, known):
    """A route, and an address that fits it more or less."""
    route = draw(st.sampled_from(known.routes))
    argument = st.one_of(
        st.sampled_from(known.tokens), st.sampled_from(known.keys)
    ).map(str.encode)
    argument = st.one_of(argument, argument, argument, ANY)
    path = ARGUMENT.sub(
        lambda _: quote_from_bytes(draw(argument), safe=''), route
    )
    return route, quote(path)


def quote(path):
    return quote_from_bytes(path.encode(), safe='/%').encode()


@st.composite
def queries(draw):
    """A query string that the admin, or a page, might read."""
    names = ('q', 'p', 'o', 'e', 'all', 'state', 'right__exact', 'from', 'to')
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(names), ANY), min_size=0, max_size=3)
    )
    raw = '&'.join(f'{n}={quote_from_bytes(v)}' for n, v in pairs)
    broken = draw(st.sampled_from(['', '', '', '&&=', '%', '%zz', '\xff']))
    return (raw + broken).encode('latin-1')


@st.composite
def bodies(draw, fields):
    """The fields of the real form: as they are, nasty, twice, or broken."""
    names = st.sampled_from(sorted(fields)) if fields else st.just('email')
    changed = draw(st.dictionaries(names, ANY, max_size=3))
    pairs = [*(fields | changed).items()]
    if draw(st.integers(0, 9)) == 0:
        pairs += draw(st.lists(st.tuples(names, ANY), max_size=3))
    encode = draw(st.sampled_from([urlencoded] * 5 + [multipart, torn]))
    kind, body = encode(pairs)
    if draw(st.integers(0, 11)) == 0:
        kind = draw(st.sampled_from(TYPES))
    if draw(st.integers(0, 60)) == 0:
        body += b'&a=' + b'x' * 300_000
    return kind, body


def urlencoded(pairs):
    said = '&'.join(
        f'{quote_from_bytes(name.encode())}={quote_from_bytes(value)}'
        for name, value in pairs
    )
    return b'application/x-www-form-urlencoded', said.encode()


def multipart(pairs):
    parts = [
        b'--edge\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (name.encode(), value)
        for name, value in pairs
    ]
    file = (
        b'--edge\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n'
        b'Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n'
    )
    body = b''.join(parts) + file + b'--edge--\r\n'
    return b'multipart/form-data; boundary=edge', body


def torn(pairs):
    kind, body = multipart(pairs)
    return kind, body[: len(body) // 2]


@st.composite
def headers(draw):
    names = draw(st.lists(st.sampled_from(sorted(HEADERS)), max_size=2))
    return {name: draw(st.sampled_from(HEADERS[name])) for name in names}
