"""The page of everything we hold about a person, behind a link."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from privacy import tokens
from privacy.cases import profile, services
from privacy.cases.forms import CorrectionForm
from privacy.cases.views import behind
from privacy.intake import too_many
from privacy.models import ClaimedAddress, Right
from privacy.proof import audit
from privacy.subjects import package
from privacy.throttle import Limit, wait_until


CORRECTIONS = Limit('corrections of a person', times=30)


with_person = behind(services.person_behind)


@with_person
@require_http_methods(['GET', 'HEAD'])
def me(request: HttpRequest, known: ClaimedAddress, token: str) -> HttpResponse:
    return _page(request, known, token)


def _page(
    request: HttpRequest,
    known: ClaimedAddress,
    token: str,
    form: CorrectionForm | None = None,
) -> HttpResponse:
    return render(
        request,
        'privacy/me.html',
        {
            'known': known,
            'everything': list(profile.everything(known)),
            'looks': profile.newest_looks(known),
            'token': token,
            'form': form,
            'case_token': tokens.make('case', known.pk),
        },
        status=400 if form else 200,
    )


@with_person
@require_POST
def copy(
    request: HttpRequest, known: ClaimedAddress, token: str
) -> StreamingHttpResponse:
    dsr = known.request
    audit.note(audit.Action.DOWNLOADED, dsr=dsr)
    stream = package.stream(
        [known.email or ''], now=timezone.now(), reference=dsr.reference
    )
    return StreamingHttpResponse(
        stream,
        content_type='application/zip',
        headers={
            'Content-Disposition': 'attachment; '
            f'filename="ivelum-my-data-{dsr.reference}.zip"'
        },
    )


@with_person
@require_POST
def correct(
    request: HttpRequest, known: ClaimedAddress, token: str
) -> HttpResponse:
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _page(request, known, token, form)
    data = dict(form.cleaned_data)
    if data.pop('website'):
        return redirect('privacy:me', token)
    if until := wait_until(CORRECTIONS, str(known.pk), timezone.now()):
        form.add_error(None, too_many(until))
        return _page(request, known, token, form)
    try:
        correction = profile.propose_correction(known, **data)
    except ValidationError as gone:
        form.add_error(None, gone)
        return _page(request, known, token, form)
    return redirect('privacy:case', tokens.make('case', correction.address_id))


@with_person
@require_POST
def stop(
    request: HttpRequest, known: ClaimedAddress, token: str
) -> HttpResponse:
    profile.stop_letters(known)
    return redirect('privacy:me', token)


@with_person
@require_http_methods(['GET', 'HEAD', 'POST'])
def delete(
    request: HttpRequest, known: ClaimedAddress, token: str
) -> HttpResponse:
    # What cannot be undone is asked twice (WCAG 3.3.4).
    if request.method != 'POST':
        return render(
            request, 'privacy/me_delete.html', {'token': token, 'known': known}
        )
    claim = profile.use_right(known, Right.ERASURE)
    return redirect('privacy:case', tokens.make('case', claim.pk))
