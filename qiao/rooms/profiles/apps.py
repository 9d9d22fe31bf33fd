from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class ProfilesConfig(AppConfig):
    name = "qiao.rooms.profiles"
    label = "profiles"
    verbose_name = pgettext_lazy("person", "Profiles")

    def ready(self) -> None:
        from qiao.rooms.profiles import registration  # noqa: PLC0415 (models are loaded only now)

        registration.register()
