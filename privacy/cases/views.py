"""The pages about a request. Thin: read, call a service, show a template."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from privacy import clock, tokens
from privacy.authorities import HOME, authorities
from privacy.cases import proving, services
from privacy.cases.forms import CodeForm, LinkForm, MessageForm, RequestForm
from privacy.cases.rights import WHAT_HAPPENS
from privacy.doors import private, public
from privacy.intake import Intake
from privacy.models import DataSubjectRequest, Right
from privacy.throttle import Limit


REQUEST = Intake(
    form=RequestForm,
    template='privacy/request.html',
    accept=lambda data: services.open_request(**data),
    done='privacy:request-sent',
    per_network=Limit('rights from a network', times=20),
    per_address=Limit('rights of an address', times=10),
)
LINK = Intake(
    form=LinkForm,
    template='privacy/link.html',
    accept=lambda data: services.renew_link(**data),
    done='privacy:request-sent',
    per_network=Limit('links from a network', times=20),
    per_address=Limit('links of an address', times=5),
)

Page = Callable[..., HttpResponseBase]
READ_AND_PRESS = require_http_methods(['GET', 'HEAD', 'POST'])


@public
@READ_AND_PRESS
def make_request(request: HttpRequest) -> HttpResponse:
    return REQUEST.answer(request)


@public
@READ_AND_PRESS
def renew_link(request: HttpRequest) -> HttpResponse:
    return LINK.answer(request)


@private
@READ_AND_PRESS
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    # Mail scanners follow links, so a GET only shows the button.
    claims = proving.by_link(token)
    if request.method == 'POST':
        if dsr := proving.prove(claims):
            return redirect('privacy:case', tokens.make('case', dsr.pk))
    elif claim := claims.select_related('request').first():
        right = Right(claim.request.right)
        return render(
            request,
            'privacy/confirm.html',
            {'dsr': claim.request, 'what_happens': WHAT_HAPPENS[right]},
        )
    return dead_link(request)


def dead_link(request: HttpRequest) -> HttpResponse:
    """One page for a link that is forged, old, used or somebody else's."""
    return render(request, '410.html', status=410)


def with_case(page: Page) -> Page:
    """Find the request that a link opens, or show the dead link's page."""

    @wraps(page)
    def answer(
        request: HttpRequest, token: str, **kwargs: Any
    ) -> HttpResponseBase:
        dsr = services.case_behind(token)
        if dsr is None:
            return dead_link(request)
        if dsr.joined_to:
            earlier = tokens.make('case', dsr.joined_to.pk)
            return redirect('privacy:case', earlier)
        return page(request, dsr, token, **kwargs)

    return private(answer)


@with_case
@require_http_methods(['GET', 'HEAD'])
def case(
    request: HttpRequest, dsr: DataSubjectRequest, token: str
) -> HttpResponse:
    return _case_page(request, dsr, token, MessageForm())


@with_case
@require_POST
def write_message(
    request: HttpRequest, dsr: DataSubjectRequest, token: str
) -> HttpResponse:
    form = MessageForm(request.POST)
    if not form.is_valid() or dsr.has_ended:
        return _case_page(request, dsr, token, form, status=400)
    if not form.is_from_a_bot():
        services.write_message(dsr, body=form.cleaned_data['body'])
    return redirect('privacy:case', token)


@with_case
@require_POST
def withdraw(
    request: HttpRequest, dsr: DataSubjectRequest, token: str
) -> HttpResponse:
    services.withdraw_request(dsr.pk)
    return redirect('privacy:case', token)


def _case_page(
    request: HttpRequest,
    dsr: DataSubjectRequest,
    token: str,
    form: MessageForm,
    status: int = 200,
) -> HttpResponse:
    today = clock.date_of_duty(timezone.now())
    return render(
        request,
        'privacy/case.html',
        {
            'dsr': dsr,
            'token': token,
            'form': form,
            'me_token': _profile_token(dsr),
            'unproven': dsr.addresses.filter(proven_at=None).count(),
            'days_left': (dsr.answer_due_on - today).days,
            'home': HOME,
            'authorities': authorities(),
        },
        status=status,
    )


def _profile_token(dsr: DataSubjectRequest) -> str:
    """The way to the profile, as long as the proof is fresh."""
    token = tokens.make('me', dsr.pk)
    return token if services.person_behind(token) else ''


class CodeIntake(Intake):
    """A typed code leads to the case itself, not to a page of thanks."""

    def taken(self, request: HttpRequest, form: Any) -> HttpResponse:
        data = form.cleaned_data
        claims = proving.by_code(data['reference'], data['code'])
        if dsr := proving.prove(claims):
            return redirect('privacy:case', tokens.make('case', dsr.pk))
        form.add_error('code', NO_SUCH_CODE)
        return self.page(request, form, status=400)


NO_SUCH_CODE = (
    'This code does not open that request. Look again at both in the letter; '
    'a code works once, for 48 hours.'
)
CODE = CodeIntake(
    form=CodeForm,
    template='privacy/code.html',
    accept=lambda data: None,
    done='',
    per_network=Limit('codes from a network', times=20),
    per_address=Limit('codes of a request', times=10),
    field='reference',
)


@private
@READ_AND_PRESS
def type_code(request: HttpRequest) -> HttpResponse:
    return CODE.answer(request)
