"""The words of colleagues on the desk: who stands by what, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet

from privacy.desk.act import Act, Preview
from privacy.desk.duty import DutyAdmin, Line, RegisterForm
from privacy.desk.fields import Words, today
from privacy.desk.lines import chip, days_left
from privacy.duties import words
from privacy.models import Action, Attestation
from privacy.models.registers.policy import SOON
from privacy.promises import PROMISES
from privacy.promises.proofs import Word


def asked_for() -> list[tuple[str, str]]:
    """Each promise that needs somebody's word, and the word it needs."""
    return [
        (code, f'{code}: {proof.about}')
        for code, promise in PROMISES.items()
        for proof in promise.proofs
        if isinstance(proof, Word)
    ]


class WordForm(RegisterForm):
    model = Attestation
    sentences = {
        'a_word_is_given_for_a_promise': (
            'Please say in a sentence what you looked at.'
        ),
    }
    promise = forms.ChoiceField(
        choices=asked_for,
        label='What you stand by',
        help_text='It counts for 180 days. The public ledger names no names.',
    )
    statement = Words(
        label='How you know',
        widget=forms.Textarea(attrs={'rows': 4}),
        help_text='What you looked at, in a sentence or two. It cannot be '
        'changed later; a newer word takes its place.',
    )


def _said(about: None, said: dict[str, Any]) -> Preview:
    day = today() + words.HALF_A_YEAR
    return Preview(
        [
            f'It counts until {day:%-d %B %Y}, under your name on this desk.',
            'The public ledger says that a colleague gave their word.',
        ],
        said['statement'],
    )


GIVE = Act(
    'give',
    'Give your word',
    'For what no software proves. Look first; then say what you looked at.',
    needs=Action.WORD_GIVEN,
    form=WordForm,
    do=words.give,
    preview=_said,
)


@admin.register(Attestation)
class AttestationAdmin(DutyAdmin):
    starts = (GIVE,)
    looked_at_because = 'to see who stands by a promise'
    explains = (
        'Who stands by what no software proves. A word runs out after half a '
        'year; two weeks before, the team is reminded.'
    )
    nothing = 'Nobody gave their word yet.'

    def rows(self) -> QuerySet:
        rows = Attestation.objects.select_related('said_by')
        return rows.order_by('valid_until', 'promise', 'pk')

    def is_open(self) -> Q:
        return Q(pk__in=Attestation.objects.newest().values('pk'))

    def line_of(self, row: Attestation) -> Line:
        promise = PROMISES.get(row.promise)
        name = f'{row.promise}: {promise.says if promise else "is gone"}'
        return Line(row, left(row), name, words.next_step(row), row.said_on)

    def facts(self, row: Attestation) -> Iterator[tuple[str, object]]:
        yield 'Stands by', dict(asked_for()).get(row.promise, row.promise)
        yield 'How they know', row.statement
        yield 'Said by', row.said_by.called
        yield 'Said on', f'{row.said_on:%-d %B %Y}'
        yield 'Counts until', f'{row.valid_until:%-d %B %Y}'


def left(word: Attestation) -> str:
    if word.valid_until < today():
        return chip('over', 'ran out')
    if word.valid_until <= today() + SOON:
        return days_left(word.valid_until, today())
    return chip('calm', 'counts')
