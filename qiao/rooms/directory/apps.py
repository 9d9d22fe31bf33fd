from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "qiao.rooms.directory"
    label = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        from qiao.rooms.directory import registration  # noqa: PLC0415 (models are loaded only now)
        from qiao.rooms.directory.importers import registration as importers  # noqa: PLC0415 (same)

        registration.register()
        importers.register()
