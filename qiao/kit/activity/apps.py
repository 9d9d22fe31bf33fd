from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    name = "qiao.kit.activity"
    label = "activity"
    verbose_name = _("Activity")

    def ready(self) -> None:
        from qiao.kit.activity import classes, rules  # noqa: F401, PLC0415 (models are ready only now)
        from qiao.kit.ui.navigation import NavEntry, navigation  # noqa: PLC0415 (same)

        classes.register()
        navigation.register(
            "activity", NavEntry(_("Activity"), "activity:log", "history", 900, "activity.view_log")
        )
