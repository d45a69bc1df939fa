from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "trigpoint.web.organisations"
    label = "organisations"

    def ready(self) -> None:
        from trigpoint.web.organisations import permissions  # noqa: F401, PLC0415  (registers the rules)
