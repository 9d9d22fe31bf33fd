from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from qiao.kit.ui.navigation import check_navigation


class UiConfig(AppConfig):
    name = "qiao.kit.ui"
    label = "ui"
    verbose_name = _("Pages")

    def ready(self) -> None:
        checks.register(check_navigation, checks.Tags.urls)
