"""Puts the declarations on the page."""

from __future__ import annotations

from typing import Any

from django import template
from django.apps import apps
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from privacy.authorities import HOME
from privacy.declaration import facts
from privacy.declaration.cookies import COOKIES
from privacy.declaration.elsewhere import ELSEWHERE
from privacy.declaration.parties import CONTROLLER, LINKED, PROCESSORS
from privacy.declaration.records import record_of_processing
from privacy.declaration.registry import declaration_of
from privacy.models import Correction
from privacy.policy import announcements
from privacy.promises import BY_CLAUSE


register = template.Library()


@register.filter
def words_of(correction: Correction) -> str:
    """What a visitor would call the field that a correction is about."""
    declared = declaration_of(apps.get_model(correction.kind))
    fields = getattr(declared, 'fields', {})
    return fields.get(correction.field, correction.field)


@register.inclusion_tag('privacy/_what_we_hold.html')
def what_we_hold() -> dict[str, Any]:
    return {'record': record_of_processing(), 'elsewhere': ELSEWHERE}


@register.inclusion_tag('privacy/_cookies.html')
def cookie_table() -> dict[str, Any]:
    return {'cookies': COOKIES}


@register.inclusion_tag('privacy/_processors.html')
def recipient_table() -> dict[str, Any]:
    return {'parties': PROCESSORS}


@register.inclusion_tag('privacy/_linked.html')
def linked_table() -> dict[str, Any]:
    return {'linked': LINKED}


@register.inclusion_tag('includes/standing.html')
def standing_notices() -> dict[str, Any]:
    """What everybody has to hear of, above every page while it is due."""
    return announcements.standing()._asdict()


@register.simple_tag
def fact(name: str) -> str:
    """What the owner states, by its name in privacy/declaration/facts.py."""
    return getattr(facts, name).value


@register.simple_tag
def period(name: str) -> str:
    return str(getattr(facts, name))


@register.simple_tag
def authority(what: str) -> str:
    """Of the authority at home: its name, website, address or country."""
    return getattr(HOME, what)


@register.simple_tag
def kept(clause: str) -> SafeString:
    """Links to the promises that a clause makes; it has to make one."""
    ledger = reverse('privacy:promises')
    return format_html_join(
        ' ',
        '<a class="pledge" href="{0}#{1}"'
        ' title="How this promise is kept">{1}</a>',
        ((ledger, promise.code) for promise in BY_CLAUSE[clause]),
    )


@register.inclusion_tag('privacy/_notice.html')
def notice_for(label: str, activity: int = 0) -> dict[str, Any]:
    """The notice under a form, for what it collects (Article 13).

    Where rows of several activities lie in one table, `activity` says which.
    """
    declared: Any = declaration_of(apps.get_model(label))
    return {
        'declared': declared,
        'activity': (declared.activity, *declared.also)[activity],
        'controller': CONTROLLER,
        'postal_address': facts.POSTAL_ADDRESS.value,
        'mailbox': facts.MAILBOX.value,
    }
