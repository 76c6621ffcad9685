from django.apps import AppConfig


class IvelumSiteConfig(AppConfig):
    name = 'ivelum_site'

    def ready(self) -> None:
        """Web, worker and every command: nothing connects elsewhere."""
        from ivelum_site import egress

        egress.close()
