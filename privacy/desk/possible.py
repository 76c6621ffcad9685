"""Why an act is not possible now, and what a preview tells, in sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from privacy.desk.act import Preview
from privacy.models import State


WhyNot = Callable[[Any], str]
ENDED = 'It has ended.'
NOBODY = 'Nobody has proven an address yet, so nobody would read it.'
CLOSES = 'The request is closed as answered, and its time stands still.'
LETTER = 'A letter without these words tells them to look at their request.'
ON_PAPER = 'They read no letters of ours: print this, and post it.'
COMPLAIN = 'They are told where they can complain, and that they may sue.'


def first_of(*reasons: WhyNot) -> WhyNot:
    """The first reason that speaks against it."""

    def why_not(dsr: Any) -> str:
        return next(filter(None, (reason(dsr) for reason in reasons)), '')

    return why_not


def has_ended(dsr: Any) -> str:
    return ENDED * dsr.has_ended


def is_not_at_work(dsr: Any) -> str:
    waits = 'They have not opened the link in our letter yet.'
    return has_ended(dsr) or waits * (not dsr.is_at_work)


def nobody_reads(dsr: Any) -> str:
    return NOBODY * (not dsr.is_proven)


def refusal_waits(dsr: Any) -> str:
    return 'A refusal waits for a second person.' * dsr.has_refusal


def is_in_doubt(dsr: Any) -> str:
    return 'You asked who they are: decide that first.' * (
        dsr.state == State.VERIFYING
    )


def others_must_answer(dsr: Any) -> str:
    return 'A recipient has not answered yet.' * dsr.waits_for_others


def is_unfinished(dsr: Any) -> str:
    if dsr.has_undecided:
        return 'Decide the corrections first.'
    if dsr.is_to_erase and not dsr.erased_at:
        return 'The site deletes it by itself, in a minute.'
    return 'Explain first what the search found.' * bool(dsr.unexplained)


def told(dsr: Any) -> str:
    return LETTER if dsr.reads_letters else ON_PAPER


def letter(field: str, *happens: str) -> Callable[[Any, dict], Preview]:
    """A preview of an act whose words the person reads."""

    def preview(dsr: Any, said: dict[str, Any]) -> Preview:
        words = '\n\n'.join(filter(None, [said[field], said.get('what_next')]))
        return Preview([*happens, told(dsr)], words)

    return preview


def plainly(*happens: str) -> Callable[[Any, dict], Preview]:
    return lambda dsr, said: Preview(happens)
