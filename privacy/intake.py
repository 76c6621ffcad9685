"""How every public form is taken in: bots thanked, floods slowed, nothing lost.

Whatever goes wrong, the person gets the form back with what they typed and a
sentence that says what to do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from psycopg.errors import InternalError_

from privacy import clock, throttle
from privacy.throttle import Limit


logger = logging.getLogger(__name__)

# InternalError_ is SQLSTATE XX000, PostgreSQL broken within: by a full disk.
FAULTS_OF_THE_DATABASE = (OperationalError, InterfaceError, InternalError_)


class PublicForm(forms.Form):
    """A form with a trap: people leave `website` empty, dumber bots do not."""

    website = forms.CharField(
        label='Leave this empty',
        required=False,
        widget=forms.TextInput(attrs={'tabindex': '-1', 'autocomplete': 'off'}),
    )

    def is_from_a_bot(self) -> bool:
        return bool(self.cleaned_data['website'])


@dataclass(frozen=True)
class Intake:
    """One public form: how it looks, what it does, where it leads."""

    form: type[PublicForm]
    template: str
    accept: Callable[[dict[str, Any]], object]
    done: str  # the name of the page that says thank you
    per_network: Limit
    per_value: Limit | None = None  # of one field, to stop guessing
    field: str = ''

    def answer(self, request: HttpRequest) -> HttpResponse:
        if request.method != 'POST':
            return self.page(request, self.form())
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(request, form, status=400)
        try:
            return self._take(request, form)
        except Exception as error:
            if not is_database_away(error):
                raise
            logger.error('The database is away: %s', type(error).__name__)
            form.add_error(None, AWAY)
            response = self.page(request, form, status=503)
            response['Retry-After'] = '60'
            return response

    def _take(self, request: HttpRequest, form: PublicForm) -> HttpResponse:
        if until := self._wait(request, form):
            form.add_error(None, too_many(until))
            response = self.page(request, form, status=429)
            seconds = (until - timezone.now()).total_seconds()
            response['Retry-After'] = str(max(1, round(seconds)))
            return response
        return self.taken(request, form)

    def taken(self, request: HttpRequest, form: PublicForm) -> HttpResponse:
        if not form.is_from_a_bot():
            data = dict(form.cleaned_data)
            del data['website']
            self.accept(data)
        return redirect(self.done)

    def _wait(self, request: HttpRequest, form: PublicForm) -> datetime | None:
        now, network = timezone.now(), throttle.network_of(request)
        until = throttle.wait_until(self.per_network, network, now)
        if self.per_value and not until:
            value = form.cleaned_data[self.field]
            until = throttle.wait_until(self.per_value, value, now)
        return until

    def page(
        self, request: HttpRequest, form: PublicForm, status: int = 200
    ) -> HttpResponse:
        return render(request, self.template, {'form': form}, status=status)


def is_database_away(error: BaseException | None) -> bool:
    """Whoever raised it: the task queue wraps the database's errors."""
    while error:
        if isinstance(error, FAULTS_OF_THE_DATABASE):
            return True
        error = error.__cause__ or error.__context__
    return False


AWAY = (
    'Our database is away for a moment. Nothing was stored, and your text is '
    'still here: please press the button again in a minute.'
)


def too_many(until: datetime) -> str:
    time = until.astimezone(clock.VILNIUS)
    return (
        'That was a little often. Your text is still here: please try again '
        f'after {time:%H:%M} (Vilnius time), or write to us by e-mail.'
    )
