from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficesConfig(AppConfig):
    name = "qiao.rooms.offices"
    label = "offices"
    verbose_name = _("Career offices")

    def ready(self) -> None:
        from qiao.rooms.offices import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
