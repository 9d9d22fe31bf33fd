from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpportunitiesConfig(AppConfig):
    name = "qiao.rooms.opportunities"
    label = "opportunities"
    verbose_name = _("Opportunities")

    def ready(self) -> None:
        from qiao.rooms.opportunities import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
