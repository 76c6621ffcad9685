"""The policy. Thin: show a template."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from privacy.doors import public
from privacy.subjects.package import data_schema


@public
@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    return render(request, 'privacy/policy.html')


@public
@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The published description of data.json in a copy."""
    return JsonResponse(data_schema(), content_type='application/schema+json')


@public
@require_safe
def request_sent(request: HttpRequest) -> HttpResponse:
    return render(request, 'privacy/request_sent.html')
