"""Who lives in the fuzzed site: two people full of canaries, and a team."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import URLPattern, get_resolver

from ivelum_site import supervise
from ivelum_site.postgres.roles import as_owner
from privacy import tokens
from privacy.models import ClaimedAddress, Role
from tests import make
from tests.canary import people
from tests.colleague import DeskClient
from tests.desk.ready import READY


FIRST, OTHER = 'first@example.org', 'other@example.org'
PURPOSES = (
    *('proof', 'case', 'me', 'recipient'),
    *('subscribe', 'stop', 'preferences'),
)
ARGUMENT = re.compile(r'<(?:\w+:)?\w+>')
# Looking is noted, and a colleague who comes has a session.
MAY_GROW = {
    *('privacy_auditevent', 'django_session', 'privacy_attempt'),
    *('agg_visits', 'agg_answers'),  # the day's counts, of nobody
}


@dataclass
class Known:
    """What the fuzzer knows of the site before it begins."""

    routes: list[str]
    tokens: list[str]
    keys: list[str]
    sessions: dict[str, str]
    canaries: set[str]
    of_first: set[str]
    findings: dict[tuple, str] = field(default_factory=dict)
    answers: dict[int, int] = field(default_factory=dict)


def settle():
    Path(settings.VAR_DIR).mkdir(mode=0o755, exist_ok=True)
    with as_owner():
        call_command('migrate', verbosity=0)
    supervise.collect_static()
    made = [people.person(email) for email in (FIRST, OTHER)]
    for make_ready in (*READY.values(), *make.EVERY_KIND):
        # Some of them would make the same row.
        with suppress(IntegrityError), transaction.atomic():
            make_ready()
    return Known(
        routes=sorted(set(routes_of(get_resolver().url_patterns))),
        tokens=[*tokens_of_first()],
        keys=[str(number) for number in range(1, 12)],
        sessions=sessions(),
        canaries={c for one in made for c in one.canaries.values()},
        of_first={*made[0].canaries.values()},
    )


def routes_of(patterns, before=''):
    for one in patterns:
        route = before + route_of(one.pattern)
        if isinstance(one, URLPattern):
            yield '/' + route
        else:
            yield from routes_of(one.url_patterns, route)


def route_of(pattern):
    """The text between slashes; a regular expression is its own plain words."""
    text = str(pattern)
    text = re.sub(r'\(\?P<(\w+)>[^)]*\)+', r'<\1>', text)
    return text.strip('^').replace('\\Z', '').replace('$', '')


def tokens_of_first():
    """Links to the rows of one person, good at some door each."""
    keys = ClaimedAddress.objects.filter(email=FIRST).values_list('pk')
    for [key] in keys:
        yield from (tokens.make(purpose, key) for purpose in PURPOSES)


def sessions():
    return {role: session_of(role) for role in Role.values}


def session_of(role):
    """The cookie of a colleague who has just signed in, with both factors."""
    member = make.member(f'{role}@ivelum.com', role=role)
    client = DeskClient()
    client.force_login(member)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def checksum():
    """Every table that reading may not change, as one number each."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        return {name: sum_of(cursor, name) for name in {*names} - MAY_GROW}


def sum_of(cursor, name):
    cursor.execute(
        f'select count(*), coalesce(sum(hashtext(t::text)), 0) from {name} t'
    )
    return cursor.fetchone()
