"""The words of colleagues for what no software proves. Each runs out."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from privacy.cases.next_step import NextStep
from privacy.models import Attestation, StaffMember
from privacy.models.registers.policy import SOON
from privacy.proof import audit


HALF_A_YEAR = timedelta(days=180)


@transaction.atomic
def give(
    *, promise: str, statement: str, by: StaffMember
) -> tuple[Attestation, bool]:
    """The same words of the same colleague on the same day are one word."""
    today = timezone.localdate()
    same = {'promise': promise, 'statement': statement, 'said_by': by}
    if again := Attestation.objects.filter(said_on=today, **same).first():
        return again, False
    word = Attestation.objects.create(
        said_on=today, valid_until=today + HALF_A_YEAR, **same
    )
    audit.note(
        audit.Action.WORD_GIVEN,
        by=by,
        kind=word._meta.label,
        row_id=word.pk,
        purpose=promise,
    )
    return word, True


def next_step(word: Attestation) -> NextStep:
    today = timezone.localdate()
    if not Attestation.objects.newest().filter(pk=word.pk).exists():
        return NextStep('Nothing: a newer word took its place.')
    if word.valid_until < today:
        return NextStep('It ran out: somebody looks, and gives a new word.')
    if word.valid_until <= today + SOON:
        return NextStep('It runs out soon: look again, and give a new word.')
    return NextStep('Nothing: it counts.')
