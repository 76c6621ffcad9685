from django.apps import AppConfig


class IvelumSiteConfig(AppConfig):
    name = 'ivelum_site'

    def ready(self) -> None:
        """Web, worker and every command: nothing connects elsewhere."""
        from ivelum_site import (  # noqa: F401  (they register checks)
            checks,
            deploy_checks,
            egress,
            tracker,
        )

        egress.close()
