"""Companies on the desk: their contracts, and since when they work for us."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.text import capfirst

from privacy.desk.act import Act, ActForm, Preview
from privacy.desk.duty import DutyAdmin, Line, RegisterForm
from privacy.desk.fields import Day, today
from privacy.desk.lines import chip
from privacy.desk.possible import plainly
from privacy.duties import companies
from privacy.models import Action, Subprocessor
from privacy.policy import following
from privacy.text import LineField


class Fingerprint(LineField):
    """Of a file that we keep elsewhere: `sha256sum contract.pdf`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=64,
            widget=forms.TextInput(attrs={'size': 66, 'spellcheck': 'false'}),
            help_text='What sha256sum says of the signed file: 64 signs.',
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        known = super().clean(value).casefold()
        if len(known) != 64 or set(known) - set('0123456789abcdef'):
            raise ValidationError('64 signs from 0 to 9 and from a to f.')
        return known


def waiting() -> list[tuple[str, str]]:
    return [(name, name) for name in following.without_contract()]


class EnterForm(RegisterForm):
    model = Subprocessor
    sentences = {
        'a_contract_comes_before_the_data': (
            'That is before the contract was signed.'
        ),
    }
    name = forms.ChoiceField(
        label='Company',
        choices=waiting,
        widget=forms.RadioSelect,
        help_text='As the policy names it. Another one is added to the code '
        'and published first.',
    )
    dpa_signed_on = Day(label='Contract signed on')
    dpa_sha256 = Fingerprint(label='Fingerprint of the contract')
    begins = Day(
        label='Works for us from',
        help_text='Not before the policy that lists it, and not before the 30 '
        'days of its notice are over.',
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data['name']
        if following.version_that_lists(name) is None:
            raise ValidationError(
                'No published version of the policy names it: publish one.'
            )
        return name

    def values(self) -> dict[str, Any]:
        said = following.said_in_code(
            following.party_of(self.cleaned_data['name'])
        )
        begins = self.cleaned_data['begins']
        return super().values() | said | {'active': (begins, None)}


class EndForm(ActForm):
    on = Day(label='Its last day')

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial['on'] = today()

    def clean_on(self) -> Any:
        if self.cleaned_data['on'] < self.about.active.lower:
            raise ValidationError('That is before it began.')
        return self.cleaned_data['on']


def _entered(about: None, said: dict[str, Any]) -> Preview:
    known = following.said_in_code(following.party_of(said['name']))
    return Preview(
        [
            f'From {said["begins"]:%-d %B %Y} it may handle data for us.',
            'The contract and the name cannot be changed afterwards.',
        ],
        table=[('What', 'As the policy says'), *_rows(known)],
    )


def _rows(known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in known.items():
        told = ', '.join(value) if isinstance(value, list) else value
        yield capfirst(name.replace('_', ' ')), told or '–'


ENTER = Act(
    'enter',
    'Enter a contract',
    'A company that the policy names has signed. From its day on it may '
    'handle data for us.',
    needs=Action.COMPANY_ENTERED,
    form=EnterForm,
    do=companies.enter,
    preview=_entered,
)
END = Act(
    'end',
    'It works for us no more',
    'Note its last day. Take it out of the code too, and publish.',
    needs=Action.COMPANY_ENDED,
    form=EndForm,
    do=companies.end,
    why_not=lambda row: 'It has ended.' * bool(row.active.upper),
    preview=plainly('It stays in the register, as history.'),
)


@admin.register(Subprocessor)
class SubprocessorAdmin(DutyAdmin):
    acts = (END,)
    starts = (ENTER,)
    looked_at_because = 'to look after the register'
    nothing = 'No contract is entered yet. Publish the policy, then enter them.'

    @property
    def explains(self) -> str:  # type: ignore[override]
        said = (
            'Who handles data for us, under which contract. What they do and '
            'which hosts they have is what the policy says: it is copied from '
            'the code, and no browser and no server of ours reaches another.'
        )
        names = ', '.join(following.without_contract())
        return f'{said} Without a contract here: {names}.' if names else said

    def rows(self) -> QuerySet:
        return Subprocessor.objects.select_related('listed_in').order_by(
            'name', '-active'
        )

    def is_open(self) -> Q:
        return Q(active__endswith=None)

    def line_of(self, row: Subprocessor) -> Line:
        step = companies.next_step(row)
        name = f'{row.name}: {row.role}'
        return Line(row, left(row), name, step, row.active.lower)

    def facts(self, row: Subprocessor) -> Iterator[tuple[str, object]]:
        yield 'What it does', row.role
        yield 'Contract signed', f'{row.dpa_signed_on:%-d %B %Y}'
        yield 'Its fingerprint', row.dpa_sha256
        yield 'Listed since the version of', row.listed_in.label
        yield from _rows({n: getattr(row, n) for n in COPIED})
        yield 'Works for us from', f'{row.active.lower:%-d %B %Y}'
        if row.active.upper:
            yield 'Not any more from', f'{row.active.upper:%-d %B %Y}'


COPIED = (
    *('country', 'transfer_tool', 'hosts', 'purposes'),
    *('data_categories', 'log_locations'),
)


def left(row: Subprocessor) -> str:
    if row.active.upper:
        return chip('', 'ended')
    if row.active.lower > today():
        return chip('soon', 'begins later')
    return chip('calm', 'works for us')
