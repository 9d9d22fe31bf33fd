"""Why an import cannot go on, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Conflict, Invalid, QiaoError


class WrongImportStep(Conflict):
    code = "import-step"
    sentence = _("The import has moved on in the meantime. Load the page again.")


class StillRunning(Conflict):
    code = "import-running"
    sentence = _("The import is being worked on. Wait until that is finished.")


class ImportHasProblems(QiaoError):
    code = "import-problems"
    status = 409
    sentence = _("There are still problems in the table. Correct them and upload the table again.")


class ImportUndecided(QiaoError):
    code = "import-undecided"
    status = 409
    sentence = _("%(number)s rows may be duplicates. Decide about each of them first.")


class SameTarget(QiaoError):
    code = "import-same-target"
    status = 409
    sentence = _("Several rows would update the same entry: %(rows)s. Leave all but one of them out.")


class NothingToImport(QiaoError):
    code = "import-nothing"
    status = 409
    sentence = _("All rows are left out: there is nothing to import.")


class MappingIncomplete(Invalid):
    code = "import-mapping"
    sentence = _("%(reason)s")


class ChangedSinceCheck(Conflict):
    code = "import-changed-since-check"
    sentence = _("Entries have changed since the check. Nothing was imported; check the table again.")


class ChangedSinceImport(Conflict):
    code = "import-changed-since-import"
    sentence = _("Nothing was undone, for these have been changed or used since: %(names)s.")
