"""What is asked: made from the routes and forms of the site."""

import random
from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes

from hypothesis import HealthCheck, Phase, given, seed, settings
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
    *('🙂'.encode(), '\u202eevil\u202c'.encode(), 'ﷺ'.encode()),
    ('a\u0301' * 5).encode(),
    *(b'a@' + b'b' * 300 + b'.org', b'a@example.org', b'a@xn--a.org'),
    *('ü@exämple.org'.encode(), b'"a b"@example.org', b'a@[127.0.0.1]'),
    *(b'first@example.org', b'x' * 6_000, b'\n' * 50, b'on', b'yes', b'null'),
]
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
ODD = st.one_of(
    st.binary(max_size=40),
    st.text(max_size=40).map(lambda text: text.encode(errors='replace')),
    st.dates().map(lambda day: str(day).encode()),
    st.integers().map(lambda number: str(number).encode()),
    st.emails().map(str.encode),
)


def odd_values(many, number):
    """What Hypothesis thinks of; the same for the same seed."""
    found = []

    @seed(number)
    @settings(
        max_examples=many,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(ODD)
    def collect(value):
        found.append(value)

    collect()
    return found


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


class Maker:
    """Makes calls out of routes, forms and odd values."""

    def __init__(self, known, number):
        self.known, self.random = known, random.Random(number)
        self.values = NASTY + odd_values(len(NASTY) * 5, number)

    def one(self, choices):
        return self.random.choice(choices)

    def one_in(self, many):
        return not self.random.randrange(many)

    def value(self):
        return self.one(self.values)

    def target(self):
        """A route, and an address that fits it more or less."""
        route = self.one(self.known.routes)
        return route, quote(ARGUMENT.sub(lambda _: self.argument(), route))

    def argument(self):
        if self.one_in(4):
            return quote_from_bytes(self.value(), safe='')
        return self.one(
            [self.one(self.known.tokens), self.one(self.known.keys)]
        )

    def query(self):
        """What the admin, or a page, might read."""
        pairs = [
            f'{self.one(PARAMETERS)}={quote_from_bytes(self.value())}'
            for _ in range(self.random.randrange(4))
        ]
        broken = self.one(['', '', '', '&&=', '%', '%zz', '\xff'])
        return ('&'.join(pairs) + broken).encode('latin-1')

    def body(self, fields):
        """The fields of the form: as they are, nasty, twice, or broken."""
        names = sorted(fields) or ['email']
        some = range(self.random.randrange(4))
        changed = {self.one(names): self.value() for _ in some}
        pairs = [*(fields | changed).items()]
        if self.one_in(10):
            pairs += [(self.one(names), self.value()) for _ in some]
        encode = self.one([urlencoded] * 5 + [multipart, torn])
        kind, body = encode(pairs)
        if self.one_in(60):
            body += b'&a=' + b'x' * 300_000
        return (self.one(TYPES) if self.one_in(12) else kind), body

    def headers(self):
        if not self.one_in(3):
            return {}
        name = self.one(sorted(HEADERS))
        return {name: self.one(HEADERS[name])}

    def network(self):
        return (
            f'10.{self.random.randrange(2**8)}.{self.random.randrange(2**8)}.7'
        )


PARAMETERS = (
    *('q', 'p', 'o', 'e', 'all', 'state', 'right__exact', 'from', 'to'),
    *('since', 'a', 'b', 'number', 'email', 'next', '_popup', '_to_field'),
)


def quote(path):
    return quote_from_bytes(path.encode(), safe='/%').encode()


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
