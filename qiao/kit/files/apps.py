from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "qiao.kit.files"
    label = "files"
    verbose_name = _("Files")

    def ready(self) -> None:
        from qiao.kit.files import privacy  # noqa: PLC0415 (models are ready only now)
        from qiao.kit.files.access import (  # noqa: PLC0415 (models are ready only now)
            OWNER,
            PUBLIC,
            FileAccess,
            file_access,
            is_anyone,
            is_owner,
        )

        file_access.register(PUBLIC, FileAccess(is_anyone))
        file_access.register(OWNER, FileAccess(is_owner, is_personal=True))
        privacy.classify_files()
