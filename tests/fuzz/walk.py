"""Sends the calls, and notes every answer that should not be."""

import re
from html import unescape
from urllib.parse import unquote

from tests.bench import table
from tests.fuzz import town
from tests.fuzz.calls import SAFE, UNSAFE, Call


TRACE = re.compile(r'Traceback \(most recent|django\.|psycopg|site-packages/')
CANARY = re.compile(r'\bq\d{5}z\b')
FIELD = re.compile(
    r'<(input|select|textarea)\b([^>]*)>(?:(?<=>)([^<]*)</textarea>)?'
)
ROUND = 250
VISITOR, SECRET = 'visitor', 'a' * 32


def stroll(door, many, maker):
    """Rounds of reading, then rounds of writing; reading changes nothing."""
    known, done = maker.known, 0
    while done < many:
        before = town.checksum()
        for _ in range(ROUND):
            send(door, maker, SAFE)
        changed = {n for n, s in town.checksum().items() if s != before[n]}
        if changed:
            note(known, ('reading changed', *sorted(changed)), 'a round of GET')
        for _ in range(ROUND):
            send(door, maker, UNSAFE)
        done += 2 * ROUND
    table.row(door.name, f'{done:,}')


def send(door, maker, methods):
    call = made(door, maker, methods)
    look(call, door.ask(call), maker.known)


def made(door, maker, methods):
    known = maker.known
    actor = maker.one([VISITOR] * len(known.sessions) + [*known.sessions])
    route, target = maker.target()
    call = Call(actor, maker.one(methods), route, target)
    call.headers = {
        'Host': b'127.0.0.1',
        'X-Forwarded-For': maker.network().encode(),
        'Sec-Fetch-Site': b'same-origin',
        'Origin': b'http://127.0.0.1',
    } | cookies(actor, known)
    if call.is_safe:
        call.target += b'?' + maker.query()
    else:
        fields = fields_of(door, call)
        call.headers['Content-Type'], call.body = maker.body(fields)
    call.headers |= maker.headers()
    return call


def cookies(actor, known):
    if actor == VISITOR:
        return {}
    cookie = f'sessionid={known.sessions[actor]}; csrftoken={SECRET}'
    return {'Cookie': cookie.encode()}


FORMS = {}


def fields_of(door, call):
    """What the form on that page asks for, with what it says already."""
    known = call.actor == VISITOR, call.route
    if known not in FORMS:
        FORMS[known] = ask_for_fields(door, call)
    return FORMS[known]


def ask_for_fields(door, call):
    page = door.ask(Call(call.actor, 'GET', '', call.target, call.headers))
    found = {
        name: unescape(value).encode() for name, value in fields_in(page.body)
    }
    if call.actor != VISITOR:
        found['csrfmiddlewaretoken'] = SECRET.encode()
    return found


def fields_in(html):
    for _, attributes, text in FIELD.findall(html):
        if name := re.search(r'name="([^"]+)"', attributes):
            value = re.search(r'value="([^"]*)"', attributes)
            yield name[1], value[1] if value else text


def look(call, answer, known):
    known.answers[answer.status] = known.answers.get(answer.status, 0) + 1
    if answer.status >= 500 or answer.status == 0 or answer.fault:
        kind = answer.fault.split(':')[0] or call.route
        note(known, (answer.status, kind), f'{answer.fault} {call}')
    if TRACE.search(answer.body) and 'text/html' in answer.headers:
        note(known, ('traceback', call.route), str(call))
    seen = {*CANARY.findall(answer.body + answer.headers)} & known.canaries
    if call.actor == VISITOR and seen - may_see(call, known):
        note(known, ('canary', call.route), f'{seen} {call}')


def may_see(call, known):
    """Behind a link of theirs the first person sees what is theirs."""
    target = unquote(call.target.decode('latin-1'))
    is_theirs = any(token in target for token in known.tokens)
    return known.of_first if is_theirs else set()


def note(known, key, text):
    """Of each kind the shortest."""
    if key not in known.findings:
        table.line(f'  found: {key}')
    if key not in known.findings or len(text) < len(known.findings[key]):
        known.findings[key] = text


def report(known, tripped):
    answers = sorted(known.answers.items())
    table.row('answers', ', '.join(f'{n:,}x {status}' for status, n in answers))
    table.row('findings', len(known.findings) + len(tripped))
    for key, text in known.findings.items():
        table.line(f'  {key}\n      {text[:700]}')
    for job in tripped:
        table.line(f'  the worker tripped over {job}')
    return 1 if known.findings or tripped else 0
