"""Puts the declarations on the page."""

from __future__ import annotations

from typing import Any

from django import template
from django.apps import apps

from privacy.declaration import facts
from privacy.declaration.elsewhere import ELSEWHERE
from privacy.declaration.parties import CONTROLLER
from privacy.declaration.records import record_of_processing
from privacy.declaration.registry import declaration_of
from privacy.models import Correction


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


@register.inclusion_tag('privacy/_notice.html')
def notice_for(label: str) -> dict[str, Any]:
    """The notice under a form, for what it collects (Article 13)."""
    return {
        'declared': declaration_of(apps.get_model(label)),
        'controller': CONTROLLER,
        'postal_address': facts.POSTAL_ADDRESS.value,
        'mailbox': facts.MAILBOX.value,
    }
