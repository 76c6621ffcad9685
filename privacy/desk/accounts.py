"""The accounts of the team: a page of each, for those who look after them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from privacy import staff
from privacy.desk.act import Act, ActForm, Preview
from privacy.desk.again import proof_first
from privacy.desk.base import NotedList, colleague, moment, rule_of
from privacy.desk.fields import PersonsAddress
from privacy.desk.guided import GuidedAdmin
from privacy.desk.history import events_of
from privacy.models import Action, Role, StaffMember


YOURSELF = 'It is your own account: another lead does this.'
ROLES = [(role.value, f'{role.capitalize()}: {role.label}') for role in Role]


# Set in the forms below; a form makes a copy of its own.
ROLE = forms.ChoiceField(
    label='What may they do?',
    help_text='Each may do all that the one before it may.',
    choices=ROLES,
    initial=Role.READER,
    widget=forms.RadioSelect,
)


class OnOthers(Act):
    """What nobody does to their own account."""

    def impossible(self, about: Any, by: StaffMember) -> str:
        return YOURSELF * (about == by) or super().impossible(about, by)


class AccountForm(ActForm):
    name = forms.CharField(
        max_length=100, help_text='As colleagues read it; nobody else does.'
    )
    email = PersonsAddress(
        label='Address', help_text='With which they sign in.'
    )

    def __init__(self, *args: Any, about: Any = None, **kwargs: Any) -> None:
        if about:
            kwargs['initial'] = {'name': about.name, 'email': about.email}
        super().__init__(*args, about=about, **kwargs)

    def clean_email(self) -> str:
        email = self.cleaned_data['email']
        others = StaffMember.objects.filter(email=email)
        if others.exclude(pk=self.about and self.about.pk).exists():
            raise forms.ValidationError('There is an account of this address.')
        if self.about == self.by and email != self.by.email:
            raise forms.ValidationError(YOURSELF)
        return email


class RoleForm(ActForm):
    role = ROLE

    def __init__(self, *args: Any, about: Any = None, **kwargs: Any) -> None:
        kwargs['initial'] = {'role': about.role}
        super().__init__(*args, about=about, **kwargs)


class AddForm(AccountForm):
    role = ROLE


def _who(said: dict[str, Any]) -> str:
    return f'{said["name"]}, who signs in as {said["email"]}.'


def _is_empty(about: Any) -> str:
    return 'It is nobody’s any more.' * (not about.email)


ADD = Act(
    'join',
    'Add a colleague',
    'You choose no password for them: the site sends one to their mailbox for '
    'the first sign-in, and they replace it.',
    needs=Action.ACCOUNT_MADE,
    form=AddForm,
    do=staff.add,
    preview=lambda about, said: Preview(
        [
            f'An account is made for {_who(said)}',
            f'Role: {dict(ROLES)[said["role"]]}.',
            'A password for the first sign-in goes to that mailbox.',
            'All leads get a letter: which number, and what was done. For a '
            'day they cannot agree to what you began.',
        ]
    ),
)
RENAME = Act(
    'rename',
    'Change name or address',
    'If the address changes, they sign in with the new one.',
    needs=Action.ACCOUNT_CHANGED,
    form=AccountForm,
    do=staff.rename,
    why_not=_is_empty,
    preview=lambda about, said: Preview([f'It will read: {_who(said)}']),
)


GIVE_ROLE = OnOthers(
    'role',
    'Change the role',
    'They are signed out, and from their next sign-in on they may do this, '
    'and no more.',
    needs=Action.ACCOUNT_CHANGED,
    form=RoleForm,
    do=staff.give_role,
    why_not=_is_empty,
    preview=lambda about, said: Preview(
        [f'{about.called} may do this from now on, and no more:'],
        table=[
            ('Was', 'Becomes'),
            (dict(ROLES)[about.role], dict(ROLES)[said['role']]),
        ],
    ),
)
RESET = OnOthers(
    'second-factor',
    'Reset the second factor',
    'For somebody who has neither the app nor a recovery code any more. Speak '
    'to them first: a letter can come from anybody.',
    needs=Action.ACCOUNT_CHANGED,
    do=staff.reset_second_factor,
    why_not=lambda about: (
        _is_empty(about) or 'It is closed.' * (not about.is_active)
    ),
    preview=lambda about, said: Preview(
        [
            f'The app and the recovery codes of {about.called} end, and so '
            'does the password. They are signed out everywhere.',
            'A password for the next sign-in goes to their own mailbox; with '
            'it they set up an app again.',
            'All leads get a letter about it. For a day they cannot be the '
            'second person for what you began.',
        ]
    ),
)
CLOSE = OnOthers(
    'close',
    'Close the account',
    'For somebody who leaves, or lost a device.',
    needs=Action.ACCOUNT_CHANGED,
    do=staff.close,
    why_not=lambda about: 'It is closed.' * (not about.is_active),
    preview=lambda about, said: Preview(
        [
            f'{about.called} is out at once, on every device.',
            'What they did stays in the audit, under a number.',
            'Their requests wait for somebody else; give them to a colleague.',
        ]
    ),
)
REOPEN = OnOthers(
    'reopen',
    'Open the account again',
    'They sign in with the password they had.',
    needs=Action.ACCOUNT_CHANGED,
    do=staff.reopen,
    why_not=lambda about: 'It is open.' * about.is_active or _is_empty(about),
    preview=lambda about, said: Preview([f'{about.called} may sign in again.']),
)


@admin.register(StaffMember)
class StaffMemberAdmin(NotedList, GuidedAdmin):
    acts = (RENAME, GIVE_ROLE, RESET, CLOSE, REOPEN)
    starts = (ADD,)
    page_template = 'desk/account.html'
    change_list_template = 'desk/accounts.html'
    looked_at_because = 'to look after the account'
    list_display = ['called', 'may_do', 'open', 'signed_in']
    ordering = ['-is_active', 'pk']
    sortable_by = ()

    def has_view_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        """Only a lead looks after accounts; the database knows it, too."""
        return colleague(request).may(Action.ACCOUNT_CHANGED)

    @admin.display(description='Colleague')
    def called(self, member: StaffMember) -> str:
        return member.called

    @admin.display(description='Role')
    def may_do(self, member: StaffMember) -> str:
        return dict(ROLES)[member.role]

    @admin.display(description='Account')
    def open(self, member: StaffMember) -> str:
        return 'open' if member.is_active else 'closed'

    @admin.display(description='Signed in last')
    def signed_in(self, member: StaffMember) -> str:
        return moment(member.last_login)

    def change_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().change_view(request, *args, **kwargs)

    def shown(self, about: Any, by: StaffMember) -> dict[str, Any]:
        return {
            'title': 'Account',
            'role': dict(ROLES)[about.role],
            'roles': ROLES,
            'events': events_of(about)[:NEWEST],
        }

    def get_urls(self) -> list[URLPattern]:
        password = path(
            '<int:pk>/password/',
            self.admin_site.admin_view(never_cache(self.send_password)),
            name=f'{self._name}_password',
        )
        return [password, *super().get_urls()]

    def send_password(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A one-time password goes to their mailbox; nobody reads it here."""
        member, by = self.find(pk), colleague(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != 'POST':
            return self._page(request, 'desk/password.html', member)
        if member == by:
            return self._cannot(request, member, YOURSELF)
        if asked := proof_first(request, 'send a one-time password'):
            return asked
        try:
            is_sent = staff.fresh_password(pk, by=by)
        except IntegrityError as refused:
            return self._cannot(request, member, f'{rule_of(refused)}.')
        if not is_sent:
            return self._cannot(request, member, 'The account is closed.')
        messages.success(request, 'Done: a password goes to their mailbox.')
        return redirect(self.page_of(member))


NEWEST = 100
