from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacementConfig(AppConfig):
    name = "qiao.rooms.placement"
    label = "placement"
    verbose_name = _("Matching rounds")

    def ready(self) -> None:
        from qiao.rooms.placement import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
