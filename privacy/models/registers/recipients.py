"""Who else gets data or touches a visitor's browser, on which conditions."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from privacy.declaration.personal_data import NoPersonalData
from privacy.models.registers.conditions import (
    COUNTRY,
    EEA,
    SHA256,
    SOMETHING,
    check,
    one_of,
    reads,
    same,
)
from privacy.models.registers.policy import PolicyVersion


class TransferTool(models.TextChoices):
    """Chapter V. The Privacy Shield is void (C-311/18), so it is no tool."""

    ADEQUACY = 'adequacy', 'an adequacy decision'
    DPF = 'adequacy_dpf', 'the EU-US Data Privacy Framework'
    SCC = 'scc', 'standard contractual clauses'
    BCR = 'bcr', 'binding corporate rules'
    DEROGATION = 'art49', 'a derogation of Article 49'


class Subprocessor(models.Model):
    """A company that handles data for us under a contract (Article 28)."""

    name = models.CharField(max_length=100)
    role = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    transfer_tool = models.CharField(
        max_length=16, choices=TransferTool, blank=True
    )
    dpf_checked_on = models.DateField(null=True, blank=True)
    dpa_signed_on = models.DateField()
    dpa_sha256 = models.CharField(max_length=64)
    hosts = ArrayField(models.CharField(max_length=253), blank=True)
    purposes = ArrayField(models.CharField(max_length=32))
    data_categories = ArrayField(models.CharField(max_length=100))
    log_locations = ArrayField(models.CharField(max_length=100), blank=True)
    active = DateRangeField()
    listed_in = models.ForeignKey(
        PolicyVersion, models.PROTECT, related_name='subprocessors'
    )

    personal_data = NoPersonalData('Companies.')

    class Meta:
        constraints = [
            reads(
                'a_subprocessor_is_described',
                name=SOMETHING,
                role=SOMETHING,
                country=COUNTRY,
                dpa_sha256=SHA256,
            ),
            check(
                'a_third_country_needs_a_transfer_tool',
                Q(country__in=EEA, transfer_tool='')
                | (
                    ~Q(country__in=EEA)
                    & Q(transfer_tool__in=TransferTool.values)
                ),
            ),
            # The framework binds a company only while it is on the list.
            check(
                'a_dpf_certificate_is_looked_up',
                Q(
                    transfer_tool=TransferTool.DPF,
                    country='US',
                    dpf_checked_on__isnull=False,
                )
                | (
                    ~Q(transfer_tool=TransferTool.DPF)
                    & Q(dpf_checked_on__isnull=True)
                ),
            ),
            check(
                'a_contract_limits_data_and_purposes',
                Q(purposes__len__gt=0, data_categories__len__gt=0),
            ),
            check(
                'a_subprocessor_begins_some_day',
                Q(active__startswith__isnull=False),
            ),
            check(
                'a_contract_comes_before_the_data',
                Q(active__startswith__gte=F('dpa_signed_on')),
            ),
            ExclusionConstraint(
                name='one_row_a_subprocessor_at_a_time',
                expressions=[same('name'), ('active', '&&')],
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Store(models.TextChoices):
    COOKIE = 'cookie', 'cookie'
    LOCAL = 'local', 'local storage'
    SESSION = 'session', 'session storage'
    INDEXED_DB = 'indexeddb', 'IndexedDB'


class Audience(models.TextChoices):
    VISITOR = 'visitor', 'visitors'
    STAFF = 'staff', 'our team'


class CookieEntry(models.Model):
    """What may be left in a browser; what is not listed must not be there."""

    name_pattern = models.CharField(max_length=100)
    host = models.CharField(max_length=253)
    store = models.CharField(max_length=16, choices=Store)
    set_by = models.ForeignKey(
        Subprocessor, models.PROTECT, null=True, blank=True
    )
    purpose = models.CharField(max_length=200)
    lasts = models.CharField(max_length=100)
    third_party_access = models.BooleanField()
    needs_consent = models.BooleanField()
    audience = models.CharField(max_length=16, choices=Audience)
    declared_in = models.ForeignKey(PolicyVersion, models.PROTECT)

    personal_data = NoPersonalData('Kinds of cookies.')

    class Meta:
        verbose_name = 'cookie'
        constraints = [
            models.UniqueConstraint(
                fields=['name_pattern', 'host', 'store'],
                name='a_cookie_is_listed_once',
            ),
            reads(
                'a_cookie_is_described',
                name_pattern=SOMETHING,
                host=SOMETHING,
                purpose=SOMETHING,
                lasts=SOMETHING,
            ),
            one_of('a_cookie_is_kept_in_a_known_store', 'store', Store),
            one_of('a_cookie_is_for_somebody', 'audience', Audience),
        ]

    def __str__(self) -> str:
        return f'{self.name_pattern} ({self.host})'


class StrayCookie(models.Model):
    """A cookie that appeared from nowhere and was dropped. Never its value."""

    name = models.CharField(max_length=100)
    path = models.CharField(max_length=200)  # as urls.py has it
    first_seen = models.DateTimeField(default=timezone.now)
    last_seen = models.DateTimeField(default=timezone.now)
    times = models.PositiveIntegerField(default=1)
    settled_at = models.DateTimeField(null=True, blank=True)

    personal_data = NoPersonalData('Names that code of ours gave.')

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=['name', 'path'], name='a_stray_cookie_is_counted'
            ),
            reads('a_stray_cookie_has_no_value', name='^[^=;@[:space:]]+$'),
        ]

    def __str__(self) -> str:
        return f'Stray cookie {self.pk}'


# The owner's interval between telling people and handing their data over.
NOTICE = timedelta(days=14)


class OwnershipChange(models.Model):
    """A sale or merger: told first, under a contract, then transferred."""

    receiver = models.CharField(max_length=200)
    contract = models.CharField(max_length=200)
    contract_sha256 = models.CharField(max_length=64)
    policy_version = models.ForeignKey(PolicyVersion, models.PROTECT)
    notice_on = models.DateField()
    transfer_on = models.DateField(null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name='+'
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name='+'
    )
    people_told_at = models.DateTimeField(null=True, blank=True)
    people_told = models.PositiveIntegerField(null=True, blank=True)
    transferred_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)

    personal_data = NoPersonalData(
        'Companies. The two colleagues who decided find it in their copy, '
        'among the steps of the audit.'
    )

    class Meta:
        constraints = [
            reads(
                'a_receiver_signed_a_contract',
                receiver=SOMETHING,
                contract=SOMETHING,
                contract_sha256=SHA256,
            ),
            check(
                'people_are_told_two_weeks_before',
                Q(transfer_on__isnull=True)
                | Q(transfer_on__gte=F('notice_on') + NOTICE),
            ),
            check(
                'nobody_approves_their_own_sale',
                Q(approved_by=None) | ~Q(approved_by=F('proposed_by')),
            ),
            check(
                'two_agree_before_people_are_told',
                Q(people_told_at=None)
                | Q(approved_by__isnull=False, people_told__isnull=False),
            ),
            check(
                'data_moves_two_weeks_after_people_were_told',
                Q(transferred_at=None)
                | Q(
                    people_told_at__isnull=False,
                    transfer_on__isnull=False,
                    transferred_at__gte=F('people_told_at') + NOTICE,
                ),
            ),
            check(
                'what_was_called_off_does_not_move',
                Q(called_off_at=None) | Q(transferred_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f'{self.receiver}, told on {self.notice_on}'
