"""The site map, as Django wants it."""

from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView, TemplateView

from pages import feeds, views
from pages.site_map import PAGES, REDIRECTS, name_of, template_of
from privacy.doors import public


def page_at(address: str) -> URLPattern:
    view = TemplateView.as_view(template_name=template_of(address))
    return path(address, public(require_safe(view)), name=name_of(address))


def moved(old: str, new: str) -> URLPattern:
    view = RedirectView.as_view(url=f'/{new}', permanent=True)
    return path(old, require_safe(view))


urlpatterns = [
    *(page_at(page) for page in PAGES),
    *(moved(old, new) for old, new in REDIRECTS.items()),
    path('blog/', views.blog, name='blog'),
    path('blog/atom.xml', public(require_safe(feeds.Atom())), name='atom'),
    path('blog/rss.xml', public(require_safe(feeds.Rss())), name='rss'),
    path('blog/<slug:slug>/', views.post, name='post'),
    path('robots.txt', views.robots, name='robots'),
    path('site.webmanifest', views.manifest, name='manifest'),
    path('favicon.ico', views.favicon),
]
