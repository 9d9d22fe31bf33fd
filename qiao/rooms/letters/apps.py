from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "qiao.rooms.letters"
    label = "letters"
    verbose_name = _("Letters of invitation")

    def ready(self) -> None:
        from qiao.rooms.letters import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
