"""The exact words that people agreed to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Func

from privacy.declaration.personal_data import NoPersonalData


class Wording(models.Model):
    """The exact words that people agreed to. Never changed."""

    text = models.TextField()
    sha256 = models.GeneratedField(
        expression=Func(F('text'), function='contact_sha256'),
        output_field=models.CharField(max_length=64),
        db_persist=True,
        unique=True,
    )

    personal_data = NoPersonalData('Our own sentences.')

    def __str__(self) -> str:
        return self.text
