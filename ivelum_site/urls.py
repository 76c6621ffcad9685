"""Where each app is mounted. The apps name their own pages."""

from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

from ivelum_site import errors
from pages.sitemaps import SITEMAPS
from privacy.doors import public
from privacy.policy import well_known


handler400 = errors.handler400
handler403 = errors.handler403
handler404 = errors.handler404
handler500 = errors.handler500

urlpatterns = [
    path('', include('pages.urls')),
    path('', include('contact.urls')),
    path('privacy/', include('privacy.urls')),
    path('.well-known/gpc.json', well_known.gpc, name='gpc'),
    path('.well-known/security.txt', well_known.security, name='security'),
    path(
        'sitemap.xml',
        public(require_safe(sitemap)),
        {'sitemaps': SITEMAPS},
        name='sitemap',
    ),
    path(settings.ADMIN_PATH, admin.site.urls),
]

if settings.DEBUG:
    urlpatterns.append(path('', include('ivelum_site.mailbox')))
