"""Where each app is mounted. The apps name their own pages."""

from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from ivelum_site import errors
from pages.sitemaps import SITEMAPS
from privacy.doors import public


handler400 = errors.handler400
handler403 = errors.handler403
handler404 = errors.handler404
handler500 = errors.handler500

urlpatterns = [
    path('', include('pages.urls')),
    path('', include('contact.urls')),
    path('privacy/', include('privacy.urls')),
    path(
        'sitemap.xml', public(sitemap), {'sitemaps': SITEMAPS}, name='sitemap'
    ),
    path(settings.ADMIN_PATH, admin.site.urls),
]

if settings.DEBUG:
    urlpatterns.append(path('', include('ivelum_site.mailbox')))
