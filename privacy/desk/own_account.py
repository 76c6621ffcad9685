"""A colleague's own account: how they sign in, and from where."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from privacy.desk.again import proof_first
from privacy.desk.base import colleague
from privacy.desk.entering import show_recovery_codes
from privacy.entrance import devices, factor, sessions


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    member = colleague(request)
    return TemplateResponse(
        request,
        'desk/me.html',
        {
            **admin.site.each_context(request),
            'title': 'Your account',
            'member': member,
            'codes_left': member.recovery_codes.count(),
            'devices': member.devices.order_by('-last_seen_at'),
            'this_one': request.session.get('device'),
        },
    )


@require_POST
def forget_device(request: HttpRequest, pk: int) -> HttpResponse:
    if asked := proof_first(request, 'remove a browser'):
        return asked
    if devices.forget(colleague(request), pk):
        messages.success(request, 'Done: that browser is signed out.')
    return redirect('admin:me')


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Not asked again: who is in a hurry should not look for their phone."""
    sessions.end_everywhere(colleague(request))
    logout(request)
    return redirect('admin:login')


@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    if asked := proof_first(request, 'make new recovery codes'):
        return asked
    codes = factor.renew_recovery_codes(colleague(request))
    return show_recovery_codes(request, codes)
