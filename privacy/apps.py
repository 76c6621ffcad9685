from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = 'privacy'

    def ready(self) -> None:
        from privacy.declaration import checks  # noqa: F401  (registers itself)
