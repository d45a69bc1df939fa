from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "trigpoint.web.shared"
    label = "shared"

    def ready(self) -> None:
        from trigpoint.web.shared import checks  # noqa: F401  (importing registers them)
