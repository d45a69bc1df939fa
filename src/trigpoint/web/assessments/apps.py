from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "trigpoint.web.assessments"
    label = "assessments"

    def ready(self) -> None:
        from trigpoint.web.assessments import permissions  # noqa: F401, PLC0415  (registers the rules)
