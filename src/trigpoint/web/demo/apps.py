from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "trigpoint.web.demo"
    label = "demo"
