"""The rows of one person, and what each of their columns means to them.

All three forms of the copy (page, JSON, CSV) read from here, so none of them
can know more or less than the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Field, Model, QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from privacy.declaration.personal_data import Keep, PersonalData
from privacy.subjects.search import rows_about


Row = dict[str, Any]
# Has somebody read the text of others in this row, and may it be shown? Asked
# with the kind ('contact.Enquiry') and the row's key.
Released = Callable[[str, Any], bool]

# Rows in memory at once: a letter of theirs may have thousands of characters.
CHUNK = 500
ONE_OF_US = 'one of us'
WAITS = '[waits for review]'
NOT_SHOWN = '[kept secret]'


def nothing(kind: str, pk: Any) -> bool:
    return False


@dataclass(frozen=True)
class Column:
    name: str
    words: str
    path: str
    field: Any  # the field where the path ends
    can_be_empty: bool = False
    refers_to: str = ''  # what a bare number is the number of
    is_staff: bool = False
    waits: bool = False
    is_secret: bool = False

    @cached_property
    def labels(self) -> dict[Any, str]:
        """What a value is called, where that differs from the value."""
        return {
            value: str(label)
            for value, label in getattr(self.field, 'flatchoices', ())
            if str(label) != str(value)
        }

    def label(self, value: Any) -> str:
        """Empty if the value speaks for itself."""
        return self.labels.get(value, '') if self.labels else ''

    def told(self, value: Any) -> Any:
        # The person learns that a human acted, not who (CJEU C-579/21).
        if value is None:
            return None
        if self.is_secret:
            return NOT_SHOWN
        return ONE_OF_US if self.is_staff else value


@dataclass(frozen=True)
class Kind:
    """One kind of row: those of one person, and what was declared of them."""

    model: type[Model]
    declared: PersonalData
    # Out of every traceback: a queryset shows its rows.
    found: QuerySet = field(repr=False)
    released: Released

    @property
    def label(self) -> str:
        return self.model._meta.label

    @property
    def word(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def words(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def name(self) -> str:
        return capfirst(self.words)

    @property
    def one(self) -> str:
        return name_of(self.model)

    @cached_property
    def columns(self) -> list[Column]:
        key = self.model._meta.pk
        assert key is not None  # noqa: S101  (every model has one)
        number = Column(key.name, 'its number in our records', 'pk', key)
        described = self.declared.fields.items()
        return [number, *(self._column(*field) for field in described)]

    def _column(self, name: str, words: str) -> Column:
        path = self.declared.show.get(name, name)
        own: Any = self.model._meta.get_field(name)
        end = _end_of(self.model, path)
        themselves = self.declared.subject.startswith(f'{name}__')
        return Column(
            *(name, words, path, end),
            can_be_empty=own.null or end.null,
            refers_to=name_of(own.related_model) if path == name else '',
            is_staff=own.related_model is get_user_model() and not themselves,
            waits=name in self.declared.written_by_others,
            is_secret=name in self.declared.secret,
        )

    def rows(self) -> Iterator[Row]:
        """All of them, in the order in which they were made."""
        return self._read('pk')

    def newest(self) -> Iterator[Row]:
        return self._read('-pk')

    def _read(self, order: str) -> Iterator[Row]:
        read = self.found.order_by(order).values_list(
            *(column.path for column in self.columns)
        )
        for values in read.iterator(chunk_size=CHUNK):
            yield self._row(values)

    def _row(self, values: tuple[Any, ...]) -> Row:
        row = {
            column.name: column.told(value)
            for column, value in zip(self.columns, values, strict=True)
        }
        return row | self._still_waiting(row, values[0])

    @cached_property
    def _others(self) -> list[str]:
        return [column.name for column in self.columns if column.waits]

    def _still_waiting(self, row: Row, pk: Any) -> Row:
        waiting = [name for name in self._others if row[name]]
        if not waiting or self.released(self.label, pk):
            return {}
        return dict.fromkeys(waiting, WAITS)


def name_of(model: type[Model] | None) -> str:
    return capfirst(str(model._meta.verbose_name)) if model else ''


def held(emails: Collection[str], released: Released = nothing) -> list[Kind]:
    """Every kind of row there is; reads nothing yet."""
    return [
        Kind(model, declared, found, released)
        for model, declared, found in rows_about(emails)
    ]


def ends_on(keep: tuple[Keep, ...], row: Row) -> date:
    """The day after which the nightly sweep takes the row.

    There is always one: no row is without a clock (privacy.E004).
    """
    return min(filter(None, (_end_by(rule, row) for rule in keep)))


def _end_by(rule: Keep, row: Row) -> date | None:
    if any(row[name] is not None for name in rule.if_empty):
        return None
    moments = (row[name] for name in rule.moments)
    since = next((moment for moment in moments if moment), None)
    if isinstance(since, datetime):
        since = timezone.localtime(since).date()
    return since and since + timedelta(days=rule.period.days)


def _end_of(model: Any, path: str) -> Field:
    """The field at the end of a path; for a link, that which it points at."""
    field: Any = None
    for name in path.split('__'):
        field = model._meta.get_field(name)
        model = field.related_model
    field = getattr(field, 'target_field', field)
    return getattr(field, 'output_field', None) or field
