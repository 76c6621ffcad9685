"""An act of the team: what it is called, needs, asks for and would do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from privacy.models import CRITICAL, Action, StaffMember


class ActForm(forms.Form):
    """What a colleague fills in; it knows what it is about, and who fills."""

    def __init__(
        self, *args: Any, about: Any = None, by: StaffMember, **kwargs: Any
    ):
        self.about, self.by = about, by
        super().__init__(*args, **kwargs)


@dataclass(frozen=True)
class Preview:
    """What an act will do, before it does it."""

    happens: Sequence[str]
    letter: str = ''  # the words that the person will read
    table: Sequence[Sequence[object]] = ()  # with a first row of headings


def always(about: Any) -> str:
    return ''


def nobody(about: Any) -> Collection[int]:
    return ()


@dataclass(frozen=True)
class Act:
    """One thing that the team can do with a row, or to make one."""

    code: str  # in the address of its page
    name: str  # on its button
    explains: str
    needs: Action
    do: Callable[..., Any]  # a service: do(pk, by=..., **what the form says)
    preview: Callable[[Any, dict[str, Any]], Preview]
    form: type[ActForm] = ActForm
    why_not: Callable[[Any], str] = always
    begun_by: Callable[[Any], Collection[int]] = nobody
    template: str = 'desk/form.html'
    at_once: bool = False  # can be undone by the act beside it: one press

    @property
    def is_critical(self) -> bool:
        """Whether to ask again who is there: a matter of what it needs."""
        return self.needs in CRITICAL

    def impossible(self, about: Any, by: StaffMember) -> str:
        """Why it cannot be done now, by this colleague; empty if it can."""
        if not by.may(self.needs):
            return 'Your role does not allow it; ask a colleague.'
        if about is not None and by.pk in self.begun_by(about):
            return 'You began it: a second person decides.'
        return self.why_not(about)
