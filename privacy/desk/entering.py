"""The pages between the password and the desk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import mark_safe

from privacy.desk.again import proof_first
from privacy.desk.base import colleague
from privacy.desk.entrance_forms import CodeForm, FirstCodeForm
from privacy.entrance import devices, factor, sessions


def go_to(step: str, request: HttpRequest) -> HttpResponse:
    """To the page that comes first; from the code on to where they wanted."""
    wanted = urlencode({'next': request.get_full_path()})
    is_on_the_way = step == 'code' and request.method == 'GET'
    return redirect(reverse(f'admin:{step}') + f'?{wanted}' * is_on_the_way)


def code(request: HttpRequest) -> HttpResponse:
    """The second question of a sign-in."""
    member = colleague(request)
    if sessions.is_complete(request) or not factor.is_set_up(member):
        return redirect(_wanted(request))
    form = CodeForm(request.POST or None, member=member)
    if form.is_valid():
        token = sessions.complete(request, member)
        return devices.leave(redirect(_wanted(request)), token)
    return _page(request, 'desk/code.html', 'Your code', form)


def second_factor(request: HttpRequest) -> HttpResponse:
    """Set up an app for codes: at the first sign-in, or another one later."""
    member = colleague(request)
    is_first = not factor.is_set_up(member)
    if not is_first:
        if not sessions.is_complete(request):
            return go_to('code', request)
        if asked := proof_first(request, 'set up another app for your codes'):
            return asked
    seed = factor.seed_of(request.session.session_key or '')
    given = request.POST if 'code' in request.POST else None
    form = FirstCodeForm(given, member=member, seed=seed)
    if form.is_valid():
        return _recovery_codes_after(request, form)
    return _page(
        request,
        'desk/second_factor.html',
        'Set up your codes',
        form,
        is_first=is_first,
        key=factor.key_in_words(seed),
        address=factor.address(member, seed),
        # Drawn by segno from our own words.
        picture=mark_safe(factor.picture(member, seed)),  # noqa: S308
    )


def _recovery_codes_after(
    request: HttpRequest, form: FirstCodeForm
) -> HttpResponse:
    """They are in now, on this device; the codes are shown this once."""
    token = sessions.complete(request, form.member)
    shown = show_recovery_codes(request, form.recovery_codes)
    return devices.leave(shown, token)


def show_recovery_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return _page(
        request,
        'desk/recovery_codes.html',
        'Your recovery codes',
        codes=codes,
        wanted=_wanted(request),
    )


def _wanted(request: HttpRequest) -> str:
    """Where they wanted to go before we asked; never out of the desk."""
    wanted = request.GET.get('next', '')
    inside = wanted.startswith(settings.STAFF_PREFIX)
    host = {request.get_host()}
    if inside and url_has_allowed_host_and_scheme(wanted, host):
        return wanted
    return reverse('admin:index')


def _page(
    request: HttpRequest,
    template: str,
    title: str,
    form: Any = None,
    **context: Any,
) -> HttpResponse:
    """Also for those who are only half in: without the rooms of the desk."""
    status = 400 if form is not None and form.is_bound else 200
    whole = {
        **admin.site.each_context(request),
        'title': title,
        'form': form,
        **context,
    }
    return TemplateResponse(request, template, whole, status=status)
