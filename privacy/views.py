"""Public pages beside the policy. Thin: read a register, show a template."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from privacy import transparency as register
from privacy.authorities import HOME
from privacy.authorities import authorities as every_authority
from privacy.declaration import facts
from privacy.doors import public
from privacy.subjects.package import data_schema


@public
@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The published description of data.json in a copy."""
    return JsonResponse(data_schema(), content_type='application/schema+json')


@public
@require_safe
def request_sent(request: HttpRequest) -> HttpResponse:
    return render(request, 'privacy/request_sent.html')


@public
@require_safe
def authorities(request: HttpRequest) -> HttpResponse:
    context = {'authorities': every_authority(), 'home': HOME}
    return render(request, 'privacy/authorities.html', context)


@public
@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    context = {'years': register.by_year(), 'period': facts.DISCLOSURES}
    return render(request, 'privacy/transparency.html', context)
