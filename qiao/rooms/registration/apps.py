from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationConfig(AppConfig):
    name = "qiao.rooms.registration"
    label = "registration"
    verbose_name = _("Registration")

    def ready(self) -> None:
        from qiao.rooms.registration import registering  # noqa: PLC0415 (models are loaded only now)

        registering.register()
