"""What is typed at the door of the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm

from privacy.entrance import factor, locks
from privacy.models import StaffMember


# One sentence for all that can be wrong: it tells nobody what it was.
NO = (
    'This does not open the desk: the address or the password is not right, or '
    'there were too many attempts. After ten the door stays shut for up to 15 '
    'minutes, for the right password too. Then try again.'
)
NO_CODE = (
    'This code is not right, it was used before, or there were too many '
    'attempts. After ten, nothing is taken for up to 15 minutes. A new code '
    'comes every half minute.'
)
NOT_YOU = (
    'This is neither your password nor a code of yours, or there were too many '
    'attempts. After ten, nothing is taken for up to 15 minutes.'
)


class SignInForm(AdminAuthenticationForm):
    error_messages = {'invalid_login': NO, 'inactive': NO}

    def clean(self) -> dict[str, Any]:
        """The password is computed in any case: it takes as long for all."""
        request, name = self.request, self.cleaned_data.get('username') or ''
        assert request is not None  # noqa: S101
        attempt = locks.at_the_door(request, name)
        cleaned = super().clean()
        if attempt.is_too_many:
            raise self.get_invalid_login_error()
        if self.get_user():  # a form without a password got past, too
            attempt.succeeded()
        return cleaned


class CodeForm(forms.Form):
    code = forms.CharField(
        label='Code',
        help_text='Six digits that your app shows now. Or one of your recovery '
        'codes, if the app is gone.',
        max_length=64,
        widget=forms.TextInput(
            {
                'autocomplete': 'one-time-code',
                'autocapitalize': 'none',
                'spellcheck': 'false',
                'autofocus': True,
            }
        ),
    )

    def __init__(self, *args: Any, member: StaffMember, **kwargs: Any):
        self.member = member
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        code = self.cleaned_data['code']
        attempt = locks.at_the_code(self.member)
        if attempt.is_too_many or not self.is_right(code):
            raise forms.ValidationError(NO_CODE)
        attempt.succeeded()
        return code

    def is_right(self, code: str) -> bool:
        return factor.accepts(self.member, code)


class FirstCodeForm(CodeForm):
    """The first code of a new app shows that it was set up well."""

    def __init__(self, *args: Any, seed: str, **kwargs: Any):
        self.seed = seed
        super().__init__(*args, **kwargs)
        self.fields['code'].help_text = 'Six digits that the app shows now.'
        self.fields['code'].widget.attrs |= {'inputmode': 'numeric'}

    def is_right(self, code: str) -> bool:
        self.recovery_codes = factor.set_up(
            self.member, self.seed, ''.join(code.split())
        )
        return bool(self.recovery_codes)


class ProofForm(forms.Form):
    """Who is there? Asked again, in the middle of the work."""

    proof = forms.CharField(
        label='A code of your app, or your password',
        max_length=4096,
        widget=forms.PasswordInput(
            {'autocomplete': 'current-password', 'autofocus': True}
        ),
        strip=False,
    )

    def __init__(self, *args: Any, member: StaffMember, **kwargs: Any):
        self.member = member
        super().__init__(*args, **kwargs)

    def clean_proof(self) -> str:
        proof = self.cleaned_data['proof']
        attempt = locks.at_the_code(self.member)
        if attempt.is_too_many or not self._is_theirs(proof):
            raise forms.ValidationError(NOT_YOU)
        attempt.succeeded()
        return proof

    def _is_theirs(self, proof: str) -> bool:
        return factor.accepts(self.member, proof) or self.member.check_password(
            proof
        )
