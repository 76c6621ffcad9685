"""The page on which a recipient says that they have done it (Article 19)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from privacy.cases import recipients
from privacy.cases.views import READ_AND_PRESS, dead_link
from privacy.doors import private


@private
@READ_AND_PRESS
def recipient(request: HttpRequest, token: str) -> HttpResponse:
    # Mail scanners follow links, so a GET only shows the button.
    notice = recipients.behind(token)
    if notice is None:
        return dead_link(request)
    if request.method == 'POST':
        recipients.acknowledge(notice.pk)
        return redirect('privacy:recipient', token)
    return render(request, 'privacy/recipient.html', {'notice': notice})
