from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "qiao.rooms.visits"
    label = "visits"
    verbose_name = _("Site visits")

    def ready(self) -> None:
        from qiao.rooms.visits import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
