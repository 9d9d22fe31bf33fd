from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "qiao.site"
    label = "site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from qiao.kit.ui.navigation import NavEntry, Place, navigation  # noqa: PLC0415 (apps are ready only now)
        from qiao.rooms.accounts.scopes import Scope, scopes  # noqa: PLC0415 (models are loaded only now)

        scopes.register("activity.read", Scope(_("Read what you did")))
        scopes.register("jobs.read", Scope(_("Read your background work")))
        scopes.register("jobs.write", Scope(_("Cancel your background work")))
        scopes.register("imports.write", Scope(_("Import tables, and undo imports")))
        glossary = NavEntry(_("Glossary"), "bilingual:glossary", "book-open", 940, place=Place.FOOTER)
        navigation.register("glossary", glossary)
