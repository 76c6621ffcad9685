"""Publishes a version of the policy, the way makemigrations makes one.

manage.py publishpolicy 2027-01-15 --changes 'Says how long logs stay.'
manage.py publishpolicy 2027-01-15 --changes '…' --from policy.md
manage.py publishpolicy --report --from policy.md
manage.py publishpolicy --check
"""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
)
from django.db import DatabaseError
from django.utils import timezone

from privacy.policy import (
    coverage,
    living,
    markup,
    publishing,
    record,
    source,
    versions,
)
from privacy.policy.publishing import Draft, RefusedError


class Command(BaseCommand):
    help = 'Publishes a version of the privacy policy, or checks the last.'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument('date', nargs='?', help='when it begins')
        parser.add_argument('--changes', default='', help='one sentence')
        parser.add_argument('--from', dest='file', type=Path, metavar='FILE')
        parser.add_argument('--unmapped-because', default='')
        parser.add_argument('--report', action='store_true')
        parser.add_argument('--check', action='store_true')

    def handle(self, *args: Any, **options: Any) -> None:
        if options['check']:
            self._check()
        elif options['report']:
            self._report(options['file'])
        elif options['date']:
            self._publish(options)
        else:
            raise CommandError('Say when it begins, or --check or --report.')

    def _report(self, file: Path | None) -> None:
        body = _bytes_of(file)
        try:
            source.read(body, file.name if file else '')
        except source.UnreadableError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(coverage.report(body)))
        for found in markup.refused(body):
            self.stdout.write(f'Cannot be published: {found}')

    def _check(self) -> None:
        if found := publishing.problems():
            self._show_difference()
            raise CommandError('\n'.join(found))
        current = versions.current_version()
        self.stdout.write(f'Code and policy agree (in force: {current}).')

    def _show_difference(self) -> None:
        last = next(iter(versions.published()), None)
        if last and last.is_as_published and last.is_ours:
            texts = (last.body, living.body())
            was, now = (text.decode().splitlines() for text in texts)
            for line in difflib.unified_diff(was, now, last.label, 'code', n=1):
                self.stdout.write(line.rstrip('\n'))

    def _publish(self, options: dict[str, Any]) -> None:
        try:
            version = publishing.publish(_draft(options), timezone.localdate())
        except RefusedError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f'Published privacy/policies/{version.file}, in force from '
            f'{version.label}. SHA-256 {version.sha256}. Commit it.'
        )
        try:
            record.enter_versions()
        except DatabaseError:
            self.stdout.write('No database here; the worker enters it later.')


def _draft(options: dict[str, Any]) -> Draft:
    try:
        begins = date.fromisoformat(options['date'])
    except ValueError as error:
        raise RefusedError('A date is written like 2027-01-15.') from error
    if options['file'] is None:
        return publishing.ours(begins, options['changes'])
    return Draft(
        begins,
        options['changes'],
        _bytes_of(options['file']),
        options['file'].suffix,
        options['unmapped_because'],
    )


def _bytes_of(file: Path | None) -> bytes:
    if file is None:
        raise CommandError('Say which file: --from FILE.md')
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f'{file.name} cannot be read.') from error
