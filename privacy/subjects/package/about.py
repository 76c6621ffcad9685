"""What Article 15(1) wants said beside the data, point by point.

about.json and the page say the same: both read `points`. Only what this
person's data is used for is told, not what we might do with anybody's (EDPB
Guidelines 01/2022 ask for an answer that is about the one who asks).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.urls import reverse

from privacy.authorities import HOME
from privacy.declaration import dpv, facts
from privacy.declaration.elsewhere import ELSEWHERE
from privacy.declaration.facts import Period
from privacy.declaration.parties import CONTROLLER
from privacy.declaration.personal_data import Activity, Withhold
from privacy.subjects.package.contents import Contents
from privacy.subjects.package.plain import plain
from privacy.subjects.package.rows import Kind


AUTHORITY = (
    f'You may complain at any time to the {HOME.name} of {HOME.country} '
    f'({HOME.website}), to the authority of the country where you live or '
    'work or where you think the law was broken, and you may go to court.'
)


@dataclass(frozen=True)
class Point:
    """One thing that must be said. `terms` are the same for machines."""

    article: str
    activity: str  # empty if it is true of everything
    heading: str
    says: tuple[str, ...]
    terms: tuple[str, ...] = ()


def document(contents: Contents) -> dict[str, Any]:
    return {
        'generated_at': plain(contents.now),
        'reference': contents.reference,
        'addresses': contents.emails,
        'controller': {
            'name': CONTROLLER.name,
            'postal_address': facts.POSTAL_ADDRESS.value,
            'mailbox': facts.MAILBOX.value,
        },
        'vocabulary': f'W3C Data Privacy Vocabulary {dpv.VERSION}',
        'points': [asdict(point) for point in points(contents)],
    }


def points(contents: Contents) -> Iterator[Point]:
    yield _confirmation(contents)
    for activity, kinds in by_activity(contents.filled):
        yield from of_activity(activity, kinds)
    yield from of_everything(contents)


def by_activity(kinds: list[Kind]) -> list[tuple[Activity, list[Kind]]]:
    name = attrgetter('declared.activity.name')
    return [
        (group[0].declared.activity, group)
        for _, found in groupby(sorted(kinds, key=name), key=name)
        if (group := list(found))
    ]


def of_activity(activity: Activity, kinds: list[Kind]) -> Iterator[Point]:
    def point(letter: str, heading: str, *says: str, terms: Any = ()) -> Point:
        article, told = f'15(1)({letter})', tuple(filter(None, says))
        return Point(article, activity.name, heading, told, tuple(terms))

    basis, purpose = dpv.legal_basis(activity), dpv.purpose(activity)
    interest = f'the interest is {activity.interest}' * bool(activity.interest)
    yield point('a', 'Purpose', activity.purpose, terms=[purpose])
    yield point(
        *('a', 'Legal basis', activity.legal_basis.value, interest),
        terms=[basis],
    )
    yield point('b', 'What it is', *(kind.name for kind in kinds))
    yield point('c', 'Who else handles it', *map(str, activity.recipients))
    yield point('d', 'How long it stays', *_periods(kinds))
    rights = dpv.rights(activity)
    yield point('e', 'What you may do', *rights.values(), terms=rights)
    yield point(
        *('g', 'Where it comes from'),
        'From you, or from our site as you used it. From nobody else.',
    )


def of_everything(contents: Contents) -> Iterator[Point]:
    complain = (f'{dpv.EU_GDPR}A77',)
    abroad, unfound = _abroad(contents), _not_held(contents)
    for article, heading, says, terms in (
        ('15(1)(e)', 'How to use your rights', _how(), ()),
        ('15(1)(f)', 'How to complain', (AUTHORITY,), complain),
        ('15(1)(h)', 'Decisions by a machine alone', ('None.',), ()),
        ('15(2)', 'Outside the European Economic Area', abroad, ()),
        ('15(1)', 'What we looked for and did not find', unfound, ()),
        ('15(1)', 'Not in this package', _elsewhere(), ()),
    ):
        if says:
            yield Point(article, '', heading, says, terms)


def _confirmation(contents: Contents) -> Point:
    if not contents.filled:
        says = 'No. We hold nothing about these addresses.'
    else:
        says = 'Yes. It is all in this package.'
    return Point('15(1)', '', 'Whether we hold data about you', (says,))


def _periods(kinds: list[Kind]) -> list[str]:
    rules = [rule.period for kind in kinds for rule in kind.declared.keep]
    grounds = [
        f'{kind.name}: if you ask for deletion, some of it may stay for now. '
        f'The ground is {kind.declared.erasure.ground}.'
        for kind in kinds
        if isinstance(kind.declared.erasure, Withhold)
    ]
    return [*dict.fromkeys(map(_lasts, rules)), *grounds]


def _lasts(period: Period) -> str:
    return f'{period.what}: {period}, because {period.because}'


def _how() -> tuple[str, ...]:
    address = settings.SITE_URL + reverse('privacy:request')
    return (
        f'On our site, without an account: {address}',
        f'By letter or e-mail: {facts.POSTAL_ADDRESS.value}; '
        f'{facts.MAILBOX.value}',
        'It costs nothing, and so does another copy.',
    )


def _abroad(contents: Contents) -> tuple[str, ...]:
    parties = {
        party
        for kind in contents.filled
        for party in kind.declared.activity.recipients
    } | {held.where for held in ELSEWHERE}
    return tuple(
        f'{party.name}, {party.country}: {party.safeguard}'
        for party in sorted(parties, key=str)
        if party.safeguard
    ) or ('None of it goes there.',)


def _not_held(contents: Contents) -> tuple[str, ...]:
    names = '; '.join(kind.name for kind in contents.empty)
    return (f'{names}.',) if names else ()


def _elsewhere() -> tuple[str, ...]:
    """No table of ours holds it, so no program can find what is yours."""
    return (
        *(
            f'{held.what}: kept by {held.where.name}, for {held.period}.'
            for held in ELSEWHERE
        ),
        'If you want a copy of your letters, too, write to us and a colleague '
        'looks for them.',
    )
