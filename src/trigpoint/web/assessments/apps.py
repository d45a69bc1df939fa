from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "trigpoint.web.assessments"
    label = "assessments"
