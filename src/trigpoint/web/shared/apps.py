from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "trigpoint.web.shared"
    label = "shared"
