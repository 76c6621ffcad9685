"""Publishing, without a day of waiting."""

import io
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from privacy.policy import publishing


OWNERS = b"""---
title: A policy
description: What we do with data.
sitemap:
  disable: false
---

# Our policy

### What we do

We like **trees**. Nobody sells data.
"""


@pytest.fixture
def publish():
    """Publish our own text, as if it had been so many days ago."""

    def at(days=0, changes='Says it all in plain words.'):
        day = timezone.localdate() + timedelta(days=days)
        draft = publishing.ours(day, changes)
        return publishing.publish(draft, min(day, timezone.localdate()))

    return at


@pytest.fixture
def command():
    def call(*arguments, **options):
        out = io.StringIO()
        call_command('publishpolicy', *arguments, stdout=out, **options)
        return out.getvalue()

    return call


@pytest.fixture
def owners(tmp_path):
    """A text of the owner's own, in a file."""

    def write(body=OWNERS, name='policy.md'):
        file = tmp_path / name
        file.write_bytes(body)
        return file

    return write


def today():
    return date.isoformat(timezone.localdate())
