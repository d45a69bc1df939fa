from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "trigpoint.web.insights"
    label = "insights"
