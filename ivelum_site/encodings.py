"""One body in every encoding a browser may ask for.

Compressed once and with care, because it is sent many times. Only for public
pages: BREACH guesses a secret that shares a compressed answer with the
attacker's words, and public pages hold no secret and reflect nothing.
"""

import gzip
import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import brotli


Headers = list[tuple[str, str]]

COMPRESSED_TYPES = re.compile(r'text/|application/(json|xml)|.*\+(json|xml)')
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    'br': lambda body: brotli.compress(body, quality=9),
    'gzip': lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}


class Form(NamedTuple):
    """A page in one encoding, ready to leave."""

    etag: str
    headers: Headers
    not_modified: Headers
    body: bytes


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """RFC 9110, section 12.5.3: the smallest form that is acceptable."""
    weights = dict(weight_of(part) for part in accepted.lower().split(','))
    for encoding in COMPRESS:
        if weights.get(encoding, weights.get('*', 0.0)) > 0:
            return encoding
    return 'identity'


def weight_of(part: str) -> tuple[str, float]:
    name, _, weight = part.partition(';')
    found = re.fullmatch(r'q=([01](?:\.\d{0,3})?)', weight.strip() or 'q=1')
    return name.strip(), float(found[1]) if found else 0.0


def forms_of(headers: Headers, body: bytes) -> dict[str, Form]:
    fields = {name.lower(): value for name, value in headers}
    plain = form_of(headers, body, 'identity')
    forms = {'identity': plain, 'br': plain, 'gzip': plain}
    if COMPRESSED_TYPES.match(fields.get('content-type', '')):
        for encoding, compress in COMPRESS.items():
            forms[encoding] = form_of(headers, compress(body), encoding)
    return forms


def form_of(headers: Headers, body: bytes, encoding: str) -> Form:
    """RFC 9110, section 8.8.3.3: each encoding has an entity tag of its own."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    ours = ('content-length', 'etag', 'vary')
    kept = [field for field in headers if field[0].lower() not in ours]
    kept += [('ETag', etag), ('Vary', 'Accept-Encoding')]
    about = [('Content-Length', str(len(body)))]
    if encoding != 'identity':
        about.append(('Content-Encoding', encoding))
    unchanged = [f for f in kept if f[0].lower() != 'content-type']
    return Form(etag, kept + about, unchanged, body)
