"""The registers, to read; and the acts of the team, by the services only.

The desk that guides through each act comes with its own issue; here one form
at the foot of a request does them all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from privacy.cases import handling
from privacy.models import (
    AuditEvent,
    ClaimedAddress,
    Correction,
    DataSubjectRequest,
    Decision,
    Ground,
    RetentionRun,
    StaffMember,
)


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return False


def as_list(lines: Iterable[tuple[object, ...]]) -> str:
    """Lines to read. A formset would post them all back."""
    return format_html_join(mark_safe('<br>'), '{} · {}', lines)


class ActForm(forms.ModelForm):
    act = forms.ChoiceField(
        choices=[
            ('write', 'write to the person'),
            ('answer', 'answer, and close'),
            ('refuse', 'refuse, with a ground'),
            ('extend', 'take more time, once, with a reason'),
            ('ask_identity', 'ask who it is, with the reason for the doubt'),
            ('accept_identity', 'no more doubt who it is'),
            ('explain_all', 'name the ground on which found places stay'),
        ]
    )
    text = forms.CharField(
        required=False,
        widget=forms.Textarea,
        help_text='The person reads this.',
    )
    ground = forms.ChoiceField(
        required=False, choices=[('', '—'), *Ground.choices]
    )
    to = forms.DateField(required=False, label='More time until')

    class Meta:
        model = DataSubjectRequest
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        act = data.get('act')
        if act != 'accept_identity' and not data.get('text', '').strip():
            self.add_error('text', 'Write what the person should read.')
        if act == 'refuse' and not data.get('ground'):
            self.add_error('ground', 'A refusal needs a ground.')
        if act == 'extend' and not data.get('to'):
            self.add_error('to', 'Say until when.')
        return data


def carry_out(
    dsr: DataSubjectRequest,
    by: StaffMember,
    *,
    act: str,
    text: str,
    ground: str,
    to: date | None,
) -> Any:
    if act == 'write':
        return handling.write_to_person(dsr, body=text, by=by)
    if act == 'refuse':
        reason = Ground(ground)
        return handling.refuse(dsr.pk, ground=reason, reason=text, by=by)
    if act == 'extend' and to:
        return handling.extend(dsr.pk, to=to, reason=text, by=by)
    if act == 'ask_identity':
        return handling.ask_identity(dsr.pk, doubt=text, by=by)
    if act == 'accept_identity':
        return handling.accept_identity(dsr.pk, by=by)
    if act == 'explain_all':
        return handling.explain_all(dsr.pk, ground=text, by=by)
    return handling.answer(dsr.pk, outcome=text, by=by)


NEWEST = 30
TOLD = ['addresses_named', 'messages_written', 'corrections_asked', 'erasure']


def _rule(refused: DatabaseError) -> str:
    """The rule that the database held up, in its own words."""
    rule = getattr(refused.__cause__, 'diag', None)
    name = getattr(rule, 'constraint_name', None) or 'a rule of the database'
    return name.replace('_', ' ')


def _proven(claim: ClaimedAddress) -> str:
    return 'proven' if claim.proven_at else 'not proven, not searched'


@admin.register(DataSubjectRequest)
class DataSubjectRequestAdmin(ReadOnlyAdmin):
    form = ActForm
    list_display = ['reference', 'right', 'state', 'received_on', 'due_on']
    list_filter = ['state', 'right']
    ordering = ['closed_at', 'due_on']

    @admin.display(description='Addresses')
    def addresses_named(self, dsr: DataSubjectRequest) -> str:
        claims = dsr.addresses.order_by('pk')[:NEWEST]
        return as_list((c.email or 'forgotten', _proven(c)) for c in claims)

    @admin.display(description='Messages, newest first')
    def messages_written(self, dsr: DataSubjectRequest) -> str:
        newest = dsr.messages.order_by('-pk')[:NEWEST]
        return as_list((m.get_author_display(), m.body) for m in newest)

    @admin.display(description='Corrections (decided in their own list)')
    def corrections_asked(self, dsr: DataSubjectRequest) -> str:
        newest = dsr.corrections.order_by('-pk')[:NEWEST]
        return as_list((c, c.get_decision_display() or 'open') for c in newest)

    @admin.display(description='Erasure')
    def erasure(self, dsr: DataSubjectRequest) -> str:
        return as_list(
            (line.kind, f'{line.erased} of {line.planned}, {line.kept} kept')
            for line in dsr.erasure_lines.all()
        )

    def has_change_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return bool(request.user.is_staff)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Any = None
    ) -> list[str]:
        columns = [f.name for f in DataSubjectRequest._meta.concrete_fields]
        return [*columns, *TOLD]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = self.get_readonly_fields(request, obj)
        return [*shown, 'act', 'text', 'ground', 'to']

    def save_model(
        self,
        request: HttpRequest,
        obj: DataSubjectRequest,
        form: Any,
        change: bool,
    ) -> None:
        acts = {
            k: form.cleaned_data[k] for k in ('act', 'text', 'ground', 'to')
        }
        try:
            with transaction.atomic():
                done = carry_out(obj, request.user, **acts)  # type: ignore[arg-type]
        except IntegrityError as refused:
            done = False
            messages.error(request, f'Refused: {_rule(refused)}.')
        if done:
            messages.success(request, 'Done.')
        else:
            messages.warning(request, 'Nothing was done: it is not possible.')

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        # Not Django's "changed successfully": save_model has said how it went.
        return redirect(request.path)

    def log_change(self, *args: Any) -> Any:
        """The audit chain has it; the admin's own log stays without cases."""

    def construct_change_message(self, *args: Any, **kwargs: Any) -> Any:
        return []


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    list_display = ['__str__', 'kind', 'field', 'decision', 'proposed_at']
    list_filter = ['decision']
    actions = ['accept', 'refuse']

    @admin.action(
        description='Accept, everywhere it is held', permissions=['view']
    )
    def accept(self, request: HttpRequest, chosen: Any) -> None:
        self._decide(request, chosen, Decision.ACCEPTED, 'As you told us.')

    @admin.action(description='Refuse', permissions=['view'])
    def refuse(self, request: HttpRequest, chosen: Any) -> None:
        reason = 'We could not see that it is wrong; please write to us.'
        self._decide(request, chosen, Decision.REFUSED, reason)

    def _decide(
        self, request: HttpRequest, chosen: Any, decision: Decision, reason: str
    ) -> None:
        for pk in chosen.values_list('pk', flat=True):
            try:
                handling.decide(
                    pk,
                    decision,
                    reason=reason,
                    by=request.user,  # type: ignore[arg-type]
                )
            except DatabaseError as refused:
                messages.error(request, f'Correction {pk}: {_rule(refused)}.')


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ['seq', 'at', 'actor', 'action', 'kind', 'row_id', 'count']
    ordering = ['-seq']


@admin.register(RetentionRun)
class RetentionRunAdmin(ReadOnlyAdmin):
    list_display = ['ran_at', 'kind', 'due', 'removed']
    ordering = ['-ran_at']


@admin.register(StaffMember)
class StaffMemberAdmin(UserAdmin):
    list_display = ['__str__', 'email', 'is_active', 'last_login']
    list_filter = ['is_active', 'is_superuser']
    ordering = ['pk']
    search_fields = ['=email']
    fieldsets = [
        (None, {'fields': ['email', 'name', 'password']}),
        ('Rights', {'fields': ['is_active', 'is_superuser', 'groups']}),
    ]
    add_fieldsets = [
        (None, {'fields': ['email', 'name', 'password1', 'password2']}),
    ]
    filter_horizontal = ['groups']
