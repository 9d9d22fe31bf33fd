from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "qiao.kit.api"
    label = "api"
    verbose_name = _("API")

    def ready(self) -> None:
        from qiao.kit.ui.navigation import NavEntry, Place, navigation  # noqa: PLC0415 (models are loaded only now)

        entry = NavEntry(_("API"), "api:openapi-view", "braces", 950, place=Place.FOOTER)
        navigation.register("api", entry)
