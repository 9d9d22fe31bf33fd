from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "qiao.rooms.applications"
    label = "applications"
    verbose_name = _("Applications")

    def ready(self) -> None:
        from qiao.rooms.applications import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
