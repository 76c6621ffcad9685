"""Prints the record of processing that an authority may ask for.

Article 30(1) names what must be in it, by letter. Nearly all of it is read
from the declarations, so it cannot differ from what the site does.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.template.loader import render_to_string

from privacy.declaration import facts
from privacy.declaration.elsewhere import ELSEWHERE
from privacy.declaration.facts import Period
from privacy.declaration.parties import CONTROLLER, Party
from privacy.declaration.records import Kind, Processing, record_of_processing
from privacy.subjects.package.table import harmless


# Article 30(1)(g). Written by hand: say only what the code does.
SECURITY = (
    'The site answers over https only, once its address begins with https.',
    'Visitors get no cookie, and pages load nothing from other companies.',
    'The database refuses what must not happen: the login of the site owns '
    'no table, and the proof of a consent can be added but not changed.',
    'Nothing is shown or deleted before a person proves, by a link that runs '
    'out, that an address is theirs.',
    'Known and unknown addresses get the same answer, and repeated tries are '
    'slowed down.',
    'Logs hold no addresses, no messages and no links of a person.',
    'Every night the site deletes what has been kept long enough.',
    'Every colleague signs in with an account of their own and is signed out '
    'after eight hours.',
)
# A spreadsheet takes a cell that begins like this for a formula.


@dataclass(frozen=True)
class Entry:
    """What the record says on one point."""

    article: str
    activity: str  # empty when it is true of all of them
    heading: str
    says: tuple[str, ...]


def entries() -> Iterator[Entry]:
    yield Entry('30(1)(a)', '', 'Controller', (CONTROLLER.name,))
    contact = (facts.POSTAL_ADDRESS.value, facts.MAILBOX.value)
    yield Entry('30(1)(a)', '', 'How to reach the controller', contact)
    for processing in record_of_processing():
        yield from _about(processing)
    yield from _held_elsewhere()
    yield Entry('30(1)(g)', '', 'Security measures', SECURITY)
    if waiting := tuple(fact.what for fact in facts.unconfirmed()):
        heading = 'Not yet confirmed by the controller'
        yield Entry('30(1)', '', heading, waiting)


def _about(processing: Processing) -> Iterator[Entry]:
    activity, kinds = processing.activity, processing.kinds
    basis = (activity.legal_basis.value, activity.interest)
    data = tuple(f'{kind.name}: {", ".join(kind.words)}' for kind in kinds)
    limits = tuple(limit for kind in kinds for limit in _limits(kind))
    for article, heading, says in (
        ('30(1)(b)', 'Purpose', (activity.purpose,)),
        ('30(1)(b)', 'Legal basis', tuple(filter(None, basis))),
        ('30(1)(c)', 'People', (activity.people,)),
        ('30(1)(c)', 'Data', data),
        ('30(1)(d)', 'Recipients', tuple(map(str, activity.recipients))),
        ('30(1)(e)', 'Transfers', _transfers(activity.recipients)),
        ('30(1)(f)', 'Time limits', limits),
    ):
        yield Entry(article, activity.name, heading, says)


def _held_elsewhere() -> Iterator[Entry]:
    places = tuple(dict.fromkeys(held.where for held in ELSEWHERE))
    limits = tuple(f'{held.what}: {_lasts(held.period)}' for held in ELSEWHERE)
    for article, heading, says in (
        ('30(1)(c)', 'Data', tuple(held.what for held in ELSEWHERE)),
        ('30(1)(d)', 'Recipients', tuple(map(str, places))),
        ('30(1)(e)', 'Transfers', _transfers(places)),
        ('30(1)(f)', 'Time limits', limits),
    ):
        yield Entry(article, 'Outside the database', heading, says)


def _transfers(recipients: tuple[Party, ...]) -> tuple[str, ...]:
    """Only a party outside the European Economic Area has a safeguard."""
    abroad = tuple(
        f'{party.name}, {party.country}: {party.safeguard}'
        for party in recipients
        if party.safeguard
    )
    return abroad or ('None outside the European Economic Area',)


def _limits(kind: Kind) -> Iterator[str]:
    for rule in kind.keep:
        yield f'{rule.period.what}: {_lasts(rule.period)}'
    if kind.withheld:
        yield f'{kind.name} may outlast a request for erasure: {kind.withheld}'


def _lasts(period: Period) -> str:
    return f'{period}, because {period.because}'


def as_text(record: list[Entry]) -> str:
    lines = ['Record of processing activities (Article 30(1) GDPR)']
    for activity, points in groupby(record, lambda entry: entry.activity):
        lines += ['', activity.upper()] if activity else ['']
        for point in points:
            lines.append(f'{point.article} {point.heading}')
            lines += [f'    {words}' for words in point.says]
    return '\n'.join(lines)


def as_json(record: list[Entry]) -> str:
    return json.dumps(list(map(asdict, record)), ensure_ascii=False, indent=2)


def as_csv(record: list[Entry]) -> str:
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(field.name for field in fields(Entry))
    for point in record:
        for words in point.says:
            cells = (point.article, point.activity, point.heading, words)
            writer.writerow(map(harmless, cells))
    return table.getvalue()


def as_html(record: list[Entry]) -> str:
    """One page to hand over or print; it needs nothing from elsewhere."""
    groups = groupby(record, lambda entry: entry.activity)
    context = {'groups': [(name, list(points)) for name, points in groups]}
    return render_to_string('privacy/record.html', context)


FORMATS: dict[str, Callable[[list[Entry]], str]] = {
    'text': as_text,
    'json': as_json,
    'csv': as_csv,
    'html': as_html,
}


class Command(BaseCommand):
    help = 'Prints the record of processing activities (Article 30(1) GDPR).'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument('--format', choices=FORMATS, default='text')

    def handle(self, *args: Any, **options: Any) -> None:
        write = FORMATS[options['format']]
        self.stdout.write(write(list(entries())))
