"""The pages about a request. Thin: read, call a service, show a template."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from privacy import tokens
from privacy.cases import services
from privacy.cases.forms import RequestForm
from privacy.doors import private, public
from privacy.intake import Intake
from privacy.models import DataSubjectRequest
from privacy.subjects.copy import copy as copy_of
from privacy.throttle import Limit


REQUEST = Intake(
    form=RequestForm,
    template='privacy/request.html',
    accept=lambda data: services.open_request(**data),
    done='privacy:request-sent',
    per_network=Limit('rights from a network', times=20),
    per_address=Limit('rights of an address', times=10),
)


@public
@require_http_methods(['GET', 'HEAD', 'POST'])
def make_request(request: HttpRequest) -> HttpResponse:
    return REQUEST.answer(request)


@private
@require_http_methods(['GET', 'HEAD', 'POST'])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    # Mail scanners follow links, so a GET only shows the button.
    if request.method == 'POST':
        if dsr := services.prove_address(token):
            return redirect('privacy:case', tokens.make('case', dsr.pk))
    elif claim := services.awaiting_proof(token):
        return render(request, 'privacy/confirm.html', {'dsr': claim.request})
    return dead_link(request)


@private
@require_safe
def case(request: HttpRequest, token: str) -> HttpResponse:
    dsr = services.case_behind(token)
    if dsr is None:
        return dead_link(request)
    return render(
        request,
        'privacy/case.html',
        {
            'dsr': dsr,
            'can_download': services.may_download(dsr),
            'download_url': reverse('privacy:copy', args=[token]),
        },
    )


@private
@require_POST
def copy(request: HttpRequest, token: str) -> HttpResponse:
    dsr = services.case_behind(token)
    if dsr is None or not services.may_download(dsr):
        return dead_link(request)
    return _download(dsr)


def _download(dsr: DataSubjectRequest) -> HttpResponse:
    return JsonResponse(
        copy_of(dsr.proven_emails()),
        json_dumps_params={'indent': 2, 'ensure_ascii': False},
        headers={'Content-Disposition': 'attachment; filename="my-data.json"'},
    )


def dead_link(request: HttpRequest) -> HttpResponse:
    """One page for a link that is forged, old, used or somebody else's."""
    return render(request, '410.html', status=410)
