from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = 'privacy'

    def ready(self) -> None:
        # Both register themselves.
        from privacy.declaration import checks  # noqa: F401
        from privacy.policy import checks as _  # noqa: F401
