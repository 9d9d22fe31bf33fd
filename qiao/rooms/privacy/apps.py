from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "qiao.rooms.privacy"
    label = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        from qiao.rooms.privacy import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
        post_migrate.connect(registration.keep_purposes, sender=self, dispatch_uid="privacy.purposes")
