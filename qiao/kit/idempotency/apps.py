from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdempotencyConfig(AppConfig):
    name = "qiao.kit.idempotency"
    label = "idempotency"
    verbose_name = _("Repeated requests")

    def ready(self) -> None:
        from qiao.kit.idempotency import classes  # noqa: PLC0415 (models are loaded only now)

        classes.register()
