from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OffersConfig(AppConfig):
    name = "qiao.rooms.offers"
    label = "offers"
    verbose_name = _("Offers")

    def ready(self) -> None:
        from qiao.rooms.offers import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
