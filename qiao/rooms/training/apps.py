from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "qiao.rooms.training"
    label = "training"
    verbose_name = _("Training")

    def ready(self) -> None:
        from qiao.rooms.training import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
