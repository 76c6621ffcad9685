"""The words of colleagues for what no software proves. Each runs out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from privacy.desk.base import ReadOnlyAdmin, colleague
from privacy.models import Attestation, Role
from privacy.promises import PROMISES
from privacy.promises.proofs import Word


HALF_A_YEAR = timedelta(days=180)
A_SENTENCE = 20  # as the database has it: a_word_is_given_for_a_promise


def asked_for() -> list[tuple[str, str]]:
    """Each promise that needs somebody's word, and the word it needs."""
    return [
        (code, f'{code}: {proof.about}')
        for code, promise in PROMISES.items()
        for proof in promise.proofs
        if isinstance(proof, Word)
    ]


class WordForm(forms.ModelForm):
    promise = forms.ChoiceField(
        choices=asked_for,
        label='What you stand by',
        help_text='It counts for 180 days. The public ledger names no names.',
    )

    class Meta:
        model = Attestation
        fields = ['promise', 'statement']
        labels = {'statement': 'How you know'}
        help_texts = {
            'statement': 'What you looked at, in a sentence or two. It cannot '
            'be changed later; a newer word takes its place.'
        }

    def clean_statement(self) -> str:
        statement = self.cleaned_data['statement'].strip()
        if len(statement) < A_SENTENCE:
            raise forms.ValidationError(
                'Please say in a sentence what you looked at.'
            )
        return statement


@admin.register(Attestation)
class AttestationAdmin(ReadOnlyAdmin):
    form = WordForm
    list_display = ['promise', 'said_on', 'valid_until', 'said_by']
    ordering = ['promise', '-valid_until']

    def has_view_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return colleague(request).is_active

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return colleague(request).role == Role.LEAD

    def save_model(
        self, request: HttpRequest, obj: Attestation, form: Any, change: bool
    ) -> None:
        obj.said_by = colleague(request)
        obj.said_on = timezone.localdate()
        obj.valid_until = obj.said_on + HALF_A_YEAR
        super().save_model(request, obj, form, change)
