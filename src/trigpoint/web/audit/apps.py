from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "trigpoint.web.audit"
    label = "audit"
