from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "trigpoint.web.accounts"
    label = "accounts"
