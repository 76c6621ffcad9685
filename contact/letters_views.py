"""The letters that went out, for everybody to read."""

from __future__ import annotations

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from contact import writing
from contact.models import Letter
from privacy.doors import public


@public
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    found = Letter.objects.published()
    return render(request, 'contact/letters.html', {'letters': found})


@public
@require_safe
def letter(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Letter.objects.published(), slug=slug)
    context = {'letter': found, 'content': writing.html(found.body)}
    return render(request, 'contact/letter.html', context)


class LettersFeed(Feed):
    """Who wants neither mail nor a trace of having asked reads it here."""

    feed_type = Atom1Feed
    title = 'The ivelum newsletter'
    subtitle = 'All letters, as they went out.'

    def link(self) -> str:
        return reverse('contact:letters')

    def items(self) -> QuerySet[Letter]:
        return Letter.objects.published()[:20]

    def item_title(self, item: Letter) -> str:
        return item.subject

    def item_description(self, item: Letter) -> str:
        return writing.html(item.body)

    def item_pubdate(self, item: Letter) -> object:
        return item.finished_at

    def item_updateddate(self, item: Letter) -> object:
        return item.finished_at


feed = public(require_safe(LettersFeed()))
