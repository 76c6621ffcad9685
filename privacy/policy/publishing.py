"""Makes a version of the policy. Everything is looked at before one byte is
written, so that nothing is ever half published.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from privacy.declaration.parties import PROCESSORS
from privacy.declaration.records import record_of_processing
from privacy.policy import coverage, living, markup, versions
from privacy.policy.source import Source, UnreadableError, read
from privacy.policy.versions import Version, fingerprint
from privacy.promises import PROMISES


NOTICE = timedelta(days=30)
ANCHOR = re.compile(r'\sid="([^"]+)"')


class RefusedError(Exception):
    """It is not published; says why, for who wanted to publish it."""


@dataclass(frozen=True)
class Draft:
    """What somebody wants to publish."""

    begins: date
    changes: str
    body: bytes
    suffix: str = '.html'
    unmapped_because: str = ''

    def version(self, fresh: Sequence[str] = ()) -> Version:
        label = self.begins.isoformat()
        return Version(
            label,
            f'{label}{self.suffix}',
            fingerprint(self.body),
            self.changes.strip(),
            self.unmapped_because.strip(),
            tuple(fresh),
        )


def ours(begins: date, changes: str) -> Draft:
    return Draft(begins, changes, living.body())


def publish(draft: Draft, today: date) -> Version:
    """Write the version, or refuse with a reason and change nothing."""
    _may_begin(draft, today)
    if len(draft.changes.split()) < 3:
        raise RefusedError('Say in a sentence what changes (--changes).')
    source = _readable(draft)
    if draft.suffix == '.html':
        _keeps_every_promise(source)
    else:
        _is_only_text(draft)
        _is_mapped(draft)
    version = draft.version(_told_in_time(source, draft, today))
    versions.add(version, draft.body)
    return version


def _may_begin(draft: Draft, today: date) -> None:
    if changed := versions.changed():
        names = ', '.join(sorted(changed))
        raise RefusedError(f'Not as they were published: {names}.')
    # The same file of a run that was stopped half-way is written again.
    if strays := versions.strays() - {draft.version().file}:
        names = ', '.join(sorted(strays))
        raise RefusedError(f'Nobody published {names}; delete what is not so.')
    if draft.begins < today:
        raise RefusedError(
            f'{draft.begins} is over. Nobody can agree to the past.'
        )
    last = next(iter(versions.published()), None)
    if last and draft.begins <= last.begins:
        raise RefusedError(
            f'The version of {last.label} would begin later, or the same day.'
        )


def _readable(draft: Draft) -> Source:
    try:
        return read(draft.body, draft.version().file)
    except UnreadableError as error:
        raise RefusedError(str(error)) from error


def _keeps_every_promise(source: Source) -> None:
    there = set(ANCHOR.findall(source.html))
    dropped = [
        promise.code
        for promise in PROMISES.values()
        if not there.issuperset(promise.clauses)
    ]
    if dropped:
        raise RefusedError(f'It drops a promise: {", ".join(dropped)}.')


def _is_only_text(draft: Draft) -> None:
    if found := markup.refused(draft.body):
        raise RefusedError(
            f'It has what cannot be published: {"; ".join(found)}.'
        )


def _is_mapped(draft: Draft) -> None:
    report = coverage.report(draft.body)
    if dropped := report.dropped:
        raise RefusedError(f'It drops a promise: {", ".join(dropped)}.')
    if report.unmapped and len(draft.unmapped_because.split()) < 3:
        raise RefusedError(
            f'{len(report.unmapped)} sentences stand for no promise that we '
            'know (--report shows them). Map them, or say why they may stay '
            '(--unmapped-because).'
        )


def _told_in_time(source: Source, draft: Draft, today: date) -> list[str]:
    """What is new to people: announced by its name, a month ahead."""
    last = next(iter(versions.published()), None)
    if last is None or draft.suffix != '.html':
        return []
    fresh = [name for name in news() if name not in last.source.html]
    unsaid = [name for name in fresh if name not in draft.changes]
    if unsaid:
        raise RefusedError(f'--changes must name what is new: {unsaid[0]}.')
    if fresh and draft.begins < today + NOTICE:
        raise RefusedError(
            f'{fresh[0]} is new, so it is announced {NOTICE.days} days before.'
        )
    return fresh


def news() -> list[str]:
    """What people must hear of when it is new: each use, each company."""
    uses = [processing.activity.name for processing in record_of_processing()]
    return uses + [party.name for party in PROCESSORS if party.in_use]


def problems() -> list[str]:
    """Where the published text and the code have parted ways."""
    found = [f'{name}: not as it was published' for name in versions.damaged()]
    last = next(iter(versions.published()), None)
    if last is None or found:
        return found
    if last.is_ours:
        if last.body != living.body():
            found.append(
                f'{last.file}: the code says something else by now; publish '
                'a new version'
            )
        return found
    said = last.source.html.casefold()
    return [
        f'{last.file}: does not name {company}'
        for company in _companies()
        if company.casefold() not in said
    ]


def _companies() -> list[str]:
    """Without the service in brackets: the owner names who, not what."""
    names = [p.name.partition(' (')[0] for p in PROCESSORS if p.in_use]
    return list(dict.fromkeys(names))
