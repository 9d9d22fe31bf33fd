from datetime import time

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

SEES = "jobs.view_dead_letters"


class JobsConfig(AppConfig):
    name = "qiao.kit.jobs"
    label = "jobs"
    verbose_name = _("Background jobs")

    def ready(self) -> None:
        from qiao.kit.jobs import activities, classes, rules, schedule  # noqa: F401, PLC0415 (models are ready only now)
        from qiao.kit.jobs.timing import At  # noqa: PLC0415 (same)
        from qiao.kit.ui.navigation import NavEntry, navigation  # noqa: PLC0415 (same)

        prune = At(time(4, 30), settings.TIME_ZONE)
        title = _("Remove the traces of old background jobs")
        schedule.standing_schedules.register(
            "jobs.prune", schedule.StandingSchedule("qiao.kit.jobs.prune.prune_jobs", prune, title)
        )
        classes.register()
        activities.register()
        letters = NavEntry(_("Failed background jobs"), "jobs:dead-letters", "octagon-alert", 910, SEES)
        navigation.register("jobs", letters)
