from django.apps import AppConfig


class IvelumSiteConfig(AppConfig):
    name = 'ivelum_site'
