from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "qiao.rooms.programme"
    label = "programme"
    verbose_name = _("Programme")

    def ready(self) -> None:
        from qiao.rooms.programme import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
