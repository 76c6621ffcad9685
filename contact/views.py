"""The contact pages. Thin: read the form, call a service, show a template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from contact import services, subscribing
from contact.forms import NOTICES, WORDS, EnquiryForm, NoticesForm, SignUpForm
from contact.models import Kind, Purpose
from privacy import policy
from privacy.doors import posted_by_mail_programs, private, public
from privacy.intake import Intake, PublicForm
from privacy.throttle import Limit


ENQUIRY = Intake(
    form=EnquiryForm,
    template='contact/contact.html',
    accept=lambda data: services.receive_enquiry(**data),
    done='contact:thanks',
    per_network=Limit('enquiries from a network', times=20),
)


@dataclass(frozen=True, kw_only=True)
class SignUp(Intake):
    """The words that one agrees to stand beside the button."""

    purpose: Purpose

    def page(
        self, request: HttpRequest, form: PublicForm, status: int = 200
    ) -> HttpResponse:
        context = {
            'form': form,
            'wording': WORDS[self.purpose],
            'policy_version': policy.current_version(),
        }
        return render(request, self.template, context, status=status)


SIGN_UP = SignUp(
    purpose=Purpose.NEWSLETTER,
    form=SignUpForm,
    template='contact/newsletter.html',
    accept=lambda data: subscribing.ask_to_subscribe(**data),
    done='contact:newsletter-asked',
    per_network=Limit('sign-ups from a network', times=20),
)
NOTICES_SIGN_UP = SignUp(
    purpose=Purpose.COMPANIES,
    form=NoticesForm,
    template='contact/notices.html',
    accept=lambda data: subscribing.ask_to_subscribe(
        **data, purpose=Purpose.COMPANIES, form=NOTICES
    ),
    done='contact:newsletter-asked',
    per_network=SIGN_UP.per_network,
)


@public
@require_http_methods(['GET', 'HEAD', 'POST'])
def newsletter(request: HttpRequest) -> HttpResponse:
    return SIGN_UP.answer(request)


@public
@require_http_methods(['GET', 'HEAD', 'POST'])
def notices(request: HttpRequest) -> HttpResponse:
    return NOTICES_SIGN_UP.answer(request)


@public
@require_safe
def newsletter_asked(request: HttpRequest) -> HttpResponse:
    return render(request, 'contact/newsletter_asked.html')


@public
@require_http_methods(['GET', 'HEAD', 'POST'])
def contact(request: HttpRequest) -> HttpResponse:
    return ENQUIRY.answer(request)


@public
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, 'contact/thanks.html')


@private
@require_http_methods(['GET', 'HEAD', 'POST'])
def confirm_newsletter(request: HttpRequest, token: str) -> HttpResponse:
    # Mail scanners follow links, so a GET only shows the button.
    again = partial(subscribing.just_answered, token)
    if request.method == 'POST' and 'refuse' in request.POST:
        if subscribing.refuse_subscription(token) or again(Kind.REFUSED):
            return render(request, 'contact/newsletter_refused.html')
    elif request.method == 'POST':
        found = subscribing.confirm_subscription(token) or again(Kind.CONFIRMED)
        if found:
            context = {'found': found}
            return render(request, 'contact/newsletter_confirmed.html', context)
    elif event := subscribing.awaiting_confirmation(token):
        return render(
            request,
            'contact/newsletter_confirm.html',
            {'event': event},
        )
    return render(request, '410.html', status=410)


@posted_by_mail_programs
@private
@require_http_methods(['GET', 'HEAD', 'POST'])
def stop_newsletter(request: HttpRequest, token: str) -> HttpResponse:
    # The same answer for a good, used and forged link (RFC 8058).
    if request.method == 'POST':
        everything = 'everything' in request.POST
        subscribing.stop_by_link(token, everything=everything)
        context = {'everything': everything}
        return render(request, 'contact/newsletter_stopped.html', context)
    return render(request, 'contact/newsletter_stop.html')
