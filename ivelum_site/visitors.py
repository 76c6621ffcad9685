"""What every answer to a visitor must and must not carry.

These stand outermost, so they also see the error pages and the static files.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from ivelum_site.staff_area import is_staff_area
from privacy.declaration.cookies import COOKIES, bare
from privacy.duties import strays


# HttpResponse and its streaming sister share no base that knows them both.
Response = Any
GetResponse = Callable[[HttpRequest], Response]

LISTED = frozenset(bare(cookie.name) for cookie in COOKIES)

UNUSED_POWERS = (
    'accelerometer',
    'autoplay',
    'browsing-topics',
    'camera',
    'display-capture',
    'encrypted-media',
    'fullscreen',
    'gamepad',
    'geolocation',
    'gyroscope',
    'hid',
    'identity-credentials-get',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'otp-credentials',
    'payment',
    'picture-in-picture',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'storage-access',
    'usb',
    'xr-spatial-tracking',
)
HEADERS = {
    'Permissions-Policy': ', '.join(f'{power}=()' for power in UNUSED_POWERS),
    'Cross-Origin-Resource-Policy': 'same-origin',
}


def answer_head_without_body(get_response: GetResponse) -> GetResponse:
    """RFC 9110, section 9.3.2: all the headers of GET, and no content."""

    def middleware(request: HttpRequest) -> Response:
        response = get_response(request)
        return _bodiless(response) if request.method == 'HEAD' else response

    return middleware


def set_no_cookie(get_response: GetResponse) -> GetResponse:
    """The register lists those of the staff desk, and no other leaves."""

    def middleware(request: HttpRequest) -> Response:
        response = get_response(request)
        listed = LISTED if is_staff_area(request) else frozenset()
        for name in _drop_cookies(response, listed):
            strays.note(name, _route_of(request))
        return response

    return middleware


def set_headers(get_response: GetResponse) -> GetResponse:
    """Keep nothing, lend nothing, tell nobody, unless the view says so."""

    def middleware(request: HttpRequest) -> Response:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault('Cache-Control', 'no-store')
        if is_staff_area(request):
            response.headers['Cache-Control'] = 'no-store'
        elif response.status_code >= 400:
            # An address that failed may still hold a token.
            response.headers['Referrer-Policy'] = 'no-referrer'
        return response

    return middleware


def _bodiless(response: Response) -> Response:
    if response.streaming:
        # The file, if there is one, is closed with the response.
        response.streaming_content = ()
    else:
        length = str(len(response.content))
        response.headers.setdefault('Content-Length', length)
        response.content = b''
    return response


def _drop_cookies(response: Response, listed: frozenset[str]) -> list[str]:
    """Take out what is not listed; gives the names."""
    names = [name for name in response.cookies if bare(name) not in listed]
    for name in names:
        del response.cookies[name]
    if 'Set-Cookie' in response.headers:
        names.append(response.headers['Set-Cookie'].partition('=')[0])
        del response.headers['Set-Cookie']
    return names


def _route_of(request: HttpRequest) -> str:
    """As urls.py has it: the address itself may hold a token."""
    match = getattr(request, 'resolver_match', None)
    return match.route if match else ''
