from django.apps import AppConfig


class IvelumSiteConfig(AppConfig):
    name = 'ivelum_site'

    def ready(self) -> None:
        from ivelum_site import deploy_checks, tracker  # noqa: F401  (checks)
