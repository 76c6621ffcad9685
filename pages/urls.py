"""The site map, as Django wants it."""

from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView, TemplateView

from pages.site_map import PAGES, REDIRECTS, name_of, template_of
from privacy.doors import public


def page_at(address: str) -> URLPattern:
    view = TemplateView.as_view(template_name=template_of(address))
    return path(address, public(require_safe(view)), name=name_of(address))


urlpatterns = [
    *(page_at(page) for page in PAGES),
    *(
        path(old, RedirectView.as_view(pattern_name=new, permanent=True))
        for old, new in REDIRECTS.items()
    ),
]
