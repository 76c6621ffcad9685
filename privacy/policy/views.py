"""The policy, its versions and what changed between them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from privacy.doors import public
from privacy.policy import diff, living, ownership, versions
from privacy.policy.feeds import Versions
from privacy.policy.versions import Version


@public
@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    return _show(request, versions.in_force(), versions.announced())


@public
@require_safe
def version(request: HttpRequest, label: str) -> HttpResponse:
    return _unlisted(_show(request, _published(label), []))


@public
@require_safe
def every_version(request: HttpRequest) -> HttpResponse:
    found = versions.published()
    pairs = [(one, versions.before(one)) for one in found]
    context = {'pairs': pairs, 'in_force': versions.in_force()}
    return _unlisted(render(request, 'privacy/versions.html', context))


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    return Versions()(request)


@public
@require_safe
def changes(request: HttpRequest, label: str, since: str) -> HttpResponse:
    new, old = _published(label), _published(since)
    found = diff.changes(old.source.html, new.source.html)
    context = {'new': new, 'old': old, 'changes': found}
    return _unlisted(render(request, 'privacy/changes.html', context))


@public
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Where the two menus of the list of versions lead."""
    chosen = (request.GET.get('one', ''), request.GET.get('other', ''))
    old, new = sorted(chosen)
    _published(old)
    _published(new)
    return redirect('privacy:changes', new, old)


def _show(
    request: HttpRequest, version: Version | None, announced: list[Version]
) -> HttpResponse:
    context = {
        'version': version,
        'source': version.source if version else living.text(),
        'before': versions.before(version) if version else None,
        'in_force': versions.in_force(),
        'announced': announced,
        'notices': ownership.standing(),
    }
    return render(request, 'privacy/policy.html', context)


def _published(label: str) -> Version:
    found = versions.of(label)
    if found is None:
        raise Http404
    return found


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Search engines shall find the version in force, and no other."""
    response.headers['X-Robots-Tag'] = 'noindex'
    return response
