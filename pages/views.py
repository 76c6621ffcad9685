"""The blog, and the small files that robots and browsers ask for by name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from pages import posts
from privacy.doors import public


@public
@require_safe
def blog(request: HttpRequest) -> HttpResponse:
    return render(request, 'blog/index.html', {'posts': posts.published()})


@public
@require_safe
def post(request: HttpRequest, slug: str) -> HttpResponse:
    found = posts.find(slug)
    if not found:
        raise Http404
    newer, older = posts.neighbours(found)
    context = {'post': found, 'newer': newer, 'older': older}
    return render(request, 'blog/post.html', context)


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, 'robots.txt', content_type='text/plain')


@public
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    kind = 'application/manifest+json'
    return render(request, 'site.webmanifest', content_type=kind)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For whoever asks without reading the page, where its address is."""
    return redirect(static('favicon.ico'))
