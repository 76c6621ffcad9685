"""The policy. Thin: show a template."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from privacy.doors import public


@public
@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    return render(request, 'privacy/policy.html')


@public
@require_safe
def request_sent(request: HttpRequest) -> HttpResponse:
    return render(request, 'privacy/request_sent.html')
