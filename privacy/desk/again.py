"""Before something critical: who is there?

Whoever proved it within ten minutes is not asked. What they had typed goes
through the question with them.
"""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from privacy.desk.base import colleague
from privacy.desk.entrance_forms import ProofForm
from privacy.entrance import sessions


OF_THE_QUESTION = ('csrfmiddlewaretoken', 'proof')


def proof_first(request: HttpRequest, doing: str) -> HttpResponse | None:
    """The page that asks; None if they may go on."""
    if sessions.is_fresh(request):
        return None
    given = request.POST if 'proof' in request.POST else None
    form = ProofForm(given, member=colleague(request))
    if form.is_valid():
        sessions.prove(request)
        return None
    return TemplateResponse(
        request,
        'desk/again.html',
        {
            **admin.site.each_context(request),
            'title': 'Is it you?',
            'doing': doing,
            'form': form,
            'typed': typed_before(request),
        },
        status=400 if form.is_bound else 200,
    )


def typed_before(request: HttpRequest) -> list[tuple[str, object]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in OF_THE_QUESTION
        for value in values
    ]
