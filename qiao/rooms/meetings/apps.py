from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    default = True
    name = "qiao.rooms.meetings"
    label = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from qiao.rooms.meetings import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()


class WorkbookConfig(AppConfig):
    """Words and templates without the tables: for `qiao plan`, which has no database."""

    name = "qiao.rooms.meetings"
    label = "meetings"
    verbose_name = _("Meetings")

    def import_models(self) -> None:
        self.models = {}
