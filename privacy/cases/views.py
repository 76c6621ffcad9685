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
from privacy.intake import Intake, too_many
from privacy.models import ClaimedAddress, Right
from privacy.throttle import Limit, wait_until


REQUEST = Intake(
    form=RequestForm,
    template='privacy/request.html',
    accept=lambda data: services.open_request(**data),
    done='privacy:request-sent',
    per_network=Limit('rights from a network', times=20),
)
LINK = Intake(
    form=LinkForm,
    template='privacy/link.html',
    accept=lambda data: services.renew_link(**data),
    done='privacy:request-sent',
    per_network=Limit('links from a network', times=20),
    per_value=Limit('links of a request', times=10),
    field='reference',
)

MESSAGES = Limit('messages of a case', times=20)
Page = Callable[..., HttpResponseBase]
Decorator = Callable[[Page], Page]
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
        if proven := proving.prove(claims) or proving.just_proven(token):
            return redirect('privacy:case', tokens.make('case', proven.pk))
    elif claim := claims.select_related('request').first():
        right = Right(claim.request.right)
        return render(
            request,
            'privacy/confirm.html',
            {
                'dsr': claim.request,
                'what_happens': WHAT_HAPPENS[right],
                'others': claim.request.addresses.count() - 1,
            },
        )
    return dead_link(request)


def dead_link(request: HttpRequest) -> HttpResponse:
    """One page for a link that is forged, old, used or somebody else's."""
    return render(request, '410.html', status=410)


def behind(find: Callable[[str], ClaimedAddress | None]) -> Decorator:
    """Give a page the address whose link it is, or show that it is dead."""

    def decorate(page: Page) -> Page:
        @wraps(page)
        def answer(request: HttpRequest, token: str) -> HttpResponseBase:
            claim = find(token)
            if claim is None:
                return dead_link(request)
            return page(request, claim, token)

        return private(answer)

    return decorate


with_case = behind(services.case_behind)


@with_case
@require_http_methods(['GET', 'HEAD'])
def case(
    request: HttpRequest, claim: ClaimedAddress, token: str
) -> HttpResponse:
    if earlier := claim.request.joined_to:
        # It joined a request of this one address, named or forgotten.
        joined = earlier.addresses.get(proven_at__isnull=False)
        return redirect('privacy:case', tokens.make('case', joined.pk))
    return _case_page(request, claim, token, MessageForm())


@with_case
@READ_AND_PRESS
def write_message(
    request: HttpRequest, claim: ClaimedAddress, token: str
) -> HttpResponse:
    if request.method != 'POST':
        return redirect('privacy:case', token)
    form = MessageForm(request.POST)
    if not form.is_valid() or claim.request.has_ended:
        return _case_page(request, claim, token, form, status=400)
    if until := wait_until(MESSAGES, str(claim.request_id), timezone.now()):
        form.add_error(None, too_many(until))
        return _case_page(request, claim, token, form, status=429)
    if not form.is_from_a_bot():
        services.write_message(claim.request_id, body=form.cleaned_data['body'])
    return redirect('privacy:case', token)


@with_case
@require_POST
def withdraw(
    request: HttpRequest, claim: ClaimedAddress, token: str
) -> HttpResponse:
    services.withdraw_request(claim.request_id)
    return redirect('privacy:case', token)


@with_case
@require_POST
def unlock(
    request: HttpRequest, claim: ClaimedAddress, token: str
) -> HttpResponse:
    if services.can_be_unlocked(claim.request):
        services.unlock(claim.request)
    return redirect('privacy:case', token)


def _case_page(
    request: HttpRequest,
    claim: ClaimedAddress,
    token: str,
    form: MessageForm,
    status: int = 200,
) -> HttpResponse:
    dsr, today = claim.request, clock.date_of_duty(timezone.now())
    return render(
        request,
        'privacy/case.html',
        {
            'dsr': dsr,
            'token': token,
            'form': form,
            'me_token': _profile_token(claim),
            'corrections': claim.corrections.all(),
            'is_locked': services.can_be_unlocked(dsr),
            'unproven': dsr.addresses.filter(
                proven_at=None, email__isnull=False
            ).count(),
            'days_left': clock.days_left(dsr.answer_by, today),
            'home': HOME,
            'authorities': authorities(),
        },
        status=status,
    )


def _profile_token(claim: ClaimedAddress) -> str:
    """The way to the profile, as long as the proof is fresh."""
    token = tokens.make('me', claim.pk)
    return token if services.person_behind(token) else ''


class CodeIntake(Intake):
    """A typed code leads to the case itself, not to a page of thanks."""

    def taken(self, request: HttpRequest, form: Any) -> HttpResponse:
        data = form.cleaned_data
        typed = data['reference'], data['code']
        claims = proving.by_code(*typed)
        proven = proving.prove(claims) or proving.just_proven_by_code(*typed)
        if proven:
            return redirect('privacy:case', tokens.make('case', proven.pk))
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
    per_value=Limit('codes of a request', times=10),
    field='reference',
)


@private
@READ_AND_PRESS
def type_code(request: HttpRequest) -> HttpResponse:
    return CODE.answer(request)
