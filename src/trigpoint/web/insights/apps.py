from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "trigpoint.web.insights"
    label = "insights"

    def ready(self) -> None:
        from trigpoint.web.insights import permissions  # noqa: F401, PLC0415  (registers the rules)
