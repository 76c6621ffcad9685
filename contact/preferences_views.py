"""The page where people choose their letters, behind a link in a mail.

The link shows letters and nothing else: it cannot copy, correct or delete.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from contact import subscribing
from contact.forms import (
    CONSENT_WORDING,
    PREFERENCES,
    NewAddressForm,
    PreferencesLinkForm,
)
from contact.models import Method, Subscription
from contact.record import record
from privacy.doors import private, public
from privacy.intake import Intake, too_many
from privacy.throttle import Limit, wait_until


PAUSE_DAYS = 92
ASK = Intake(
    form=PreferencesLinkForm,
    template='contact/preferences_ask.html',
    accept=lambda data: subscribing.ask_for_preferences(**data),
    done='contact:preferences-sent',
    per_network=Limit('preference links of a network', times=20),
    per_value=Limit('preference links of an address', times=5),
    field='email',
)
MOVES = Limit('changes of address', times=5)
Page = Callable[..., HttpResponse]


@public
@require_http_methods(['GET', 'HEAD', 'POST'])
def ask(request: HttpRequest) -> HttpResponse:
    return ASK.answer(request)


@public
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, 'contact/preferences_sent.html')


def with_subscription(page: Page) -> Page:
    @wraps(page)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        found = subscribing.behind(token)
        if found is None:
            return _dead_link(request)
        return page(request, found, token)

    return private(answer)


def _dead_link(request: HttpRequest) -> HttpResponse:
    """Old links are no fault of anybody: offer a fresh one at once."""
    context = {'form': PreferencesLinkForm(), 'is_dead': True}
    return render(request, ASK.template, context, status=410)


@with_subscription
@require_safe
def preferences(
    request: HttpRequest, found: Subscription, token: str
) -> HttpResponse:
    return _page(request, found, token, NewAddressForm())


def _page(
    request: HttpRequest,
    found: Subscription,
    token: str,
    form: NewAddressForm,
    status: int = 200,
) -> HttpResponse:
    steps = found.consents.select_related('wording').order_by('-number')
    return render(
        request,
        'contact/preferences.html',
        {
            'found': found,
            'token': token,
            'form': form,
            'wording': CONSENT_WORDING,
            'steps': steps,
            'deliveries': found.deliveries.filter(sent_at__isnull=False)
            .select_related('letter')
            .order_by('-sent_at')[:12],
        },
        status=status,
    )


@with_subscription
@require_POST
def stop(request: HttpRequest, found: Subscription, token: str) -> HttpResponse:
    subscribing.stop(found.pk, Method.PREFERENCES)
    return redirect('contact:preferences', token)


@with_subscription
@require_POST
def start(
    request: HttpRequest, found: Subscription, token: str
) -> HttpResponse:
    subscribing.start_again(found.pk)
    return redirect('contact:preferences', token)


@with_subscription
@require_POST
def pause(
    request: HttpRequest, found: Subscription, token: str
) -> HttpResponse:
    """On, and with the same button off again."""
    subscribing.pause(found.pk, 0 if found.is_paused else PAUSE_DAYS)
    return redirect('contact:preferences', token)


@with_subscription
@require_POST
def move(request: HttpRequest, found: Subscription, token: str) -> HttpResponse:
    form = NewAddressForm(request.POST)
    if not form.is_valid():
        return _page(request, found, token, form, status=400)
    if until := wait_until(MOVES, str(found.pk), timezone.now()):
        form.add_error(None, too_many(until))
        return _page(request, found, token, form, status=429)
    email = form.cleaned_data['email']
    if email != found.email and not form.is_from_a_bot():
        subscribing.ask_to_subscribe(
            email=email,
            method=Method.PREFERENCES,
            form=PREFERENCES,
            in_place_of=found,
        )
    return render(request, 'contact/preferences_moved.html', {'token': token})


@with_subscription
@require_safe
def proof(
    request: HttpRequest, found: Subscription, token: str
) -> HttpResponse:
    return JsonResponse(
        record(found),
        content_type='application/ld+json',
        json_dumps_params={'indent': 2, 'ensure_ascii': False},
        headers={
            'Content-Disposition': 'attachment; '
            'filename="ivelum-newsletter-consent.jsonld"'
        },
    )
