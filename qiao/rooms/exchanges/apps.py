from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangesConfig(AppConfig):
    name = "qiao.rooms.exchanges"
    label = "exchanges"
    verbose_name = _("Exchanges")

    def ready(self) -> None:
        from qiao.rooms.exchanges import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
