"""What browsers say without being asked, cut down to what we keep of it.

Everything here comes from strangers and may be anything, so each answer is of
a closed form: a word of ours, a language, a host name, a shortened address.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings

from privacy import throttle


OTHER = 'other'
ROBOT = 'robot'

# The first that fits: most browsers also say that they are others.
FAMILIES = (
    (ROBOT, ('bot', 'crawl', 'spider', 'curl/', 'wget/', 'python', 'headless')),
    ('Edge', ('edg/', 'edga/', 'edgios/')),
    ('Opera', ('opr/', 'opera')),
    ('Samsung Internet', ('samsungbrowser/',)),
    ('Firefox', ('firefox/', 'fxios/')),
    ('Chrome', ('chrome/', 'chromium/', 'crios/')),
    ('Safari', ('safari/',)),
)
LANGUAGE = re.compile(r'[a-zA-Z]{2}(?![a-zA-Z])')
# Its last part is a word, so an address in numbers is no host.
SITE = re.compile(
    r'https?://(?:[^/?#\s]*@)?((?:[a-z0-9-]{1,63}\.){1,5}[a-z][a-z0-9-]{1,62})'
    r'(?::\d{1,5})?(?:[/?#]|$)',
    re.IGNORECASE,
)
KEPT_OF_V4 = 0xFFFFFF00
KEPT_OF_V6 = ((1 << 48) - 1) << 80

Environ = dict[str, object]


def browser(environ: Environ) -> str:
    """Its family, without version, system or device."""
    said = str(environ.get('HTTP_USER_AGENT', '')).lower()
    for family, marks in FAMILIES:
        for mark in marks:
            if mark in said:
                return family
    return OTHER


def language(environ: Environ) -> str:
    """The one that it likes best, without country or dialect."""
    said = LANGUAGE.match(str(environ.get('HTTP_ACCEPT_LANGUAGE', '')))
    return said[0].lower() if said else ''


def site_before(environ: Environ) -> str:
    """The host of the page that the visitor came from, unless it is ours."""
    said = environ.get('HTTP_REFERER')
    found = SITE.match(str(said)) if said else None
    host = found[1].lower() if found else ''
    return '' if host in settings.ALLOWED_HOSTS else host


def network(environ: Environ) -> str:
    """The address without its end, which still shows where a flood is from."""
    try:
        address = ip_address(throttle.address_in(environ))
    except ValueError:
        return ''
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    if isinstance(address, IPv4Address):
        return f'{IPv4Address(int(address) & KEPT_OF_V4)}/24'
    return f'{IPv6Address(int(address) & KEPT_OF_V6)}/48'
