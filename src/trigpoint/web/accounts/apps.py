from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "trigpoint.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from trigpoint.web.accounts import signals  # noqa: F401, PLC0415  (connects the receivers)
