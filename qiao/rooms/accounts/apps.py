from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "qiao.rooms.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from qiao.rooms.accounts import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
