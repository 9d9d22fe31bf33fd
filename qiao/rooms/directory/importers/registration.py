"""Makes the importers known. Called in `apps.ready()`."""

import rules
from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.imports.importer import importers
from qiao.rooms.accounts.rules import is_operator
from qiao.rooms.directory.importers.organisations.importer import OrganisationImporter
from qiao.rooms.directory.importers.people.importer import PersonImporter

ORGANISATIONS = "directory.organisations"
PEOPLE = "directory.people"
ACTIONS = {
    "directory.organisation.imported": _("imported from a table"),
    "directory.organisation.import_undone": _("undid the import of the entry"),
    "directory.person.imported": _("imported from a table"),
    "directory.person.import_undone": _("undid the import of the person"),
}


def register() -> None:
    rules.add_perm("directory.import", is_operator)  # type: ignore[no-untyped-call]  # rules has no types
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    importers.register(ORGANISATIONS, OrganisationImporter())
    importers.register(PEOPLE, PersonImporter())
