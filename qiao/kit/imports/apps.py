from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "qiao.kit.imports"
    label = "imports"
    verbose_name = _("Imports")

    def ready(self) -> None:
        from qiao.kit.imports import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
