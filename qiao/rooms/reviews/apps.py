from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "qiao.rooms.reviews"
    label = "reviews"
    verbose_name = _("Review of applications")

    def ready(self) -> None:
        from qiao.rooms.reviews import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
