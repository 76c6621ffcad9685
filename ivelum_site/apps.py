from django.apps import AppConfig


class IvelumSiteConfig(AppConfig):
    name = 'ivelum_site'

    def ready(self) -> None:
        """Web, worker and every command: nothing connects elsewhere."""
        from ivelum_site import checks, egress  # noqa: F401  (it registers)

        egress.close()
