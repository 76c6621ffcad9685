"""Where the site may connect to: the hosts of the register, and no others.

The interpreter asks before each look-up of a name and each connection, from
whatever library it comes (PEP 578), and nothing can take that back later. The
addresses of names that were allowed are noted, because a connection knows
only the address. What bypasses the noting finds a closed door, not an open
one. PostgreSQL's own library is not Python and does not ask; where it goes is
one setting.
"""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

from django.conf import settings

from privacy.declaration import parties


logger = logging.getLogger(__name__)

# Which argument of each says where to: a name, or the address of a socket.
NAME, WHERE_TO = 0, 1
ASKED = {
    'socket.getaddrinfo': NAME,
    'socket.gethostbyname': NAME,
    'socket.gethostbyaddr': NAME,
    'socket.connect': WHERE_TO,
    'socket.sendto': WHERE_TO,
    'socket.sendmsg': WHERE_TO,
}


class RefusedError(PermissionError):
    """The host is in no register."""


class Wall:
    """Knows which hosts are open; `*.` stands for anything before a dot."""

    def __init__(self, hosts: Iterable[str], *, own_machine: bool):
        known = {host.casefold() for host in hosts if host}
        self.below = tuple(h[1:] for h in known if h.startswith('*.'))
        self.names = known | {socket.gethostname().casefold()}
        self.own_machine = own_machine
        self.addresses: set[str] = set()

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if event in ASKED and (host := host_of(event, args)):
            self.refuse_unknown(host)

    def refuse_unknown(self, host: str) -> None:
        if not self.is_open(host):
            logger.error('Refused to connect to %s: in no register', host)
            raise RefusedError(f'{host} is in no register')

    def is_open(self, host: str) -> bool:
        if host in self.addresses or host in self.names:
            return True
        return host.endswith(self.below) or (
            self.own_machine and is_own_machine(host)
        )

    def note(self, host: object, answers: Iterable[Any]) -> None:
        """The addresses of a name that was open."""
        if host:
            self.addresses.update(str(answer[4][0]) for answer in answers)


def host_of(event: str, args: tuple[Any, ...]) -> str:
    """Empty for what stays on this machine: a socket in a folder."""
    where = args[ASKED[event]]
    if ASKED[event] == WHERE_TO:
        where = where[0] if isinstance(where, tuple) else ''
    if isinstance(where, bytes | bytearray):
        where = where.decode('ascii', 'replace')
    return where.casefold().rstrip('.') if isinstance(where, str) else ''


def is_own_machine(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return host == 'localhost'
    return address.is_loopback or address.is_unspecified


def hosts() -> set[str]:
    """Those of the register, and those that the settings name."""
    named = {str(settings.DATABASES['default'].get('HOST') or '')}
    if sends_by_smtp():
        named.add(settings.EMAIL_HOST)
    return parties.reached() | named


def sends_by_smtp() -> bool:
    return 'smtp' in settings.EMAIL_BACKEND.lower()


def close() -> None:
    """From now on and for the whole life of this process."""
    wall = Wall(hosts(), own_machine=settings.IS_CHECKOUT)
    ask = socket.getaddrinfo

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        answers = ask(host, *args, **kwargs)
        wall.note(host, answers)
        return answers

    socket.getaddrinfo = getaddrinfo
    sys.addaudithook(wall)
