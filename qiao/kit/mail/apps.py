from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "qiao.kit.mail"
    label = "mail"
    verbose_name = _("Mail")

    def ready(self) -> None:
        from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules  # noqa: PLC0415 (models are ready only now)
        from qiao.kit.jobs.timing import Every  # noqa: PLC0415 (same)
        from qiao.kit.mail import activities, classes, kinds, rules  # noqa: F401, PLC0415 (same)
        from qiao.kit.ui.navigation import NavEntry, navigation  # noqa: PLC0415 (same)

        activities.register()
        classes.register()
        kinds.register()
        standing_schedules.register(
            "mail-sweep",
            StandingSchedule("qiao.kit.mail.tasks.sweep_mail", Every(60), _("Send waiting mail")),
        )
        navigation.register("mail", NavEntry(_("Mail"), "mail:outbox", "mail", 905, "mail.view_outbox"))
