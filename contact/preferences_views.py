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
    WORDS,
    NewAddressForm,
    PreferencesLinkForm,
)
from contact.models import ConsentEvent, Delivery, Method, Purpose, Subscription
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
    rows = subscribing.theirs(found)
    living = [row for row in rows if row.is_living]
    return render(
        request,
        'contact/preferences.html',
        {
            'found': found,
            'token': token,
            'form': form,
            'lists': [_about(row) for row in rows],
            'gets_any': living,
            'gets_several': len(living) > 1,
            'deliveries': Delivery.objects.filter(
                subscription__email=found.email, sent_at__isnull=False
            )
            .select_related('letter')
            .order_by('-sent_at')[:12],
        },
        status=status,
    )


def _about(row: Subscription) -> dict[str, object]:
    steps = ConsentEvent.objects.filter(subscription=row.pk)
    return {
        'row': row,
        'wording': WORDS[Purpose(row.purpose)],
        'steps': steps.select_related('wording').order_by('-number'),
        'can_pause': row.purpose == Purpose.NEWSLETTER,
    }


def _chosen(request: HttpRequest, found: Subscription) -> Subscription:
    """The one that a button is about; without a word, that of the link."""
    said = request.POST.get('purpose') or request.GET.get('purpose')
    rows = {row.purpose: row for row in subscribing.theirs(found)}
    return rows.get(said or '', found)


@with_subscription
@require_POST
def stop(request: HttpRequest, found: Subscription, token: str) -> HttpResponse:
    if pk := _chosen(request, found).pk:
        subscribing.stop(pk, Method.PREFERENCES)
    return redirect('contact:preferences', token)


@with_subscription
@require_POST
def stop_everything(
    request: HttpRequest, found: Subscription, token: str
) -> HttpResponse:
    subscribing.stop_everything(found.pk, Method.PREFERENCES)
    return redirect('contact:preferences', token)


@with_subscription
@require_POST
def start(
    request: HttpRequest, found: Subscription, token: str
) -> HttpResponse:
    purpose = Purpose(_chosen(request, found).purpose)
    subscribing.start(found.email or '', purpose)
    return redirect('contact:preferences', token)


@with_subscription
@require_POST
def pause(
    request: HttpRequest, found: Subscription, token: str
) -> HttpResponse:
    """On, and with the same button off again."""
    chosen = _chosen(request, found)
    subscribing.pause(chosen.pk or 0, 0 if chosen.is_paused else PAUSE_DAYS)
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
        subscribing.move(found, to=email)
    return render(request, 'contact/preferences_moved.html', {'token': token})


@with_subscription
@require_safe
def proof(
    request: HttpRequest, found: Subscription, token: str
) -> HttpResponse:
    chosen = _chosen(request, found)
    return JsonResponse(
        record(chosen if chosen.pk else found),
        content_type='application/ld+json',
        json_dumps_params={'indent': 2, 'ensure_ascii': False},
        headers={
            'Content-Disposition': 'attachment; '
            f'filename="ivelum-{chosen.purpose}-consent.jsonld"'
        },
    )
