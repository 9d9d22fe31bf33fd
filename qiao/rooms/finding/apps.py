from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingConfig(AppConfig):
    name = "qiao.rooms.finding"
    label = "finding"
    verbose_name = _("Search for opportunities")

    def ready(self) -> None:
        from qiao.rooms.finding import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
