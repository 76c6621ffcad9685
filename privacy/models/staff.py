"""The people of our team who sign in to the staff desk."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from privacy.addresses import AddressField, canonical
from privacy.declaration import facts
from privacy.declaration.activities import STAFF
from privacy.declaration.personal_data import (
    Blank,
    Keep,
    PersonalData,
    Withhold,
)
from privacy.models.actions import Action
from privacy.models.registers.conditions import one_of
from privacy.models.roles import MAY, Role


class StaffManager(BaseUserManager['StaffMember']):
    def get_by_natural_key(self, username: str | None) -> StaffMember:
        return self.get(email=(username or '').strip().lower())

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> StaffMember:
        member = self.model(email=canonical(email), **fields)
        member.set_password(password)
        member.save()
        return member

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> StaffMember:
        return self.create_user(email, password, role=Role.LEAD, **fields)


# What makes an account somebody's. The number stays: acts are known by it.
WHO = Blank(('email', 'name', 'password'))


class StaffMember(AbstractBaseUser):
    """A colleague. Who has left is closed, then emptied, never deleted."""

    email = AddressField(unique=True, null=True)
    name = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=16, choices=Role, default=Role.READER)
    is_active = models.BooleanField(default=True)
    password_is_one_time = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    signed_out_at = models.DateTimeField(null=True, blank=True)

    objects = StaffManager()

    USERNAME_FIELD = 'email'
    EMAIL_FIELD = 'email'

    personal_data = PersonalData(
        activity=STAFF,
        subject='email',
        fields={
            'email': 'your e-mail address',
            'name': 'your name',
            'password': 'a hash of your password',
            'password_is_one_time': 'whether you still have to choose one',
            'is_active': 'whether your account is open',
            'role': 'what you may do',
            'last_login': 'when you last signed in',
            'joined_at': 'when your account was made',
            'signed_out_at': 'when you were last signed out everywhere',
        },
        keep=(Keep(facts.STAFF, since='last_login', or_since='joined_at'),),
        erasure=Withhold(
            'Article 17(3)(b), while you work with us',
            during=models.Q(is_active=True),
            then=WHO,
        ),
        at_the_end=WHO,
        correctable=frozenset({'name', 'email'}),
        secret=frozenset({'password'}),
    )

    class Meta:
        verbose_name = 'staff account'
        constraints = [one_of('a_colleague_has_a_role', 'role', Role)]

    def __str__(self) -> str:
        return f'Colleague {self.pk}'

    @property
    def is_staff(self) -> bool:
        return self.is_active

    @property
    def called(self) -> str:
        """What colleagues read; people read "one of us"."""
        return self.name or str(self)

    def may(self, action: Action) -> bool:
        return self.is_active and action in MAY[Role(self.role)]

    @property
    def sees_people(self) -> bool:
        """Whether personal data of others is shown to them at all."""
        return self.may(Action.CONSULTED)

    # Django's admin asks these; what is done is decided by `may`.
    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.sees_people

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Every session ends with the password, the role, or by hand."""
        # Django computes the first part, from the password.
        ends_with: Any = super()
        known = ends_with._get_session_auth_hash(secret=secret)
        return salted_hmac(
            'privacy.session',
            f'{known} {self.role} {self.signed_out_at}',
            secret=secret,
            algorithm='sha256',
        ).hexdigest()

    def set_password(self, raw_password: str | None) -> None:
        """Whoever sets a password chooses it; see staff.one_time_password."""
        super().set_password(raw_password)
        self.password_is_one_time = False
