"""Why this room refuses, as sentences that say what to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError


class TooManyEntries(QiaoError):
    code = "too-many-entries"
    status = 409
    sentence = _("A section holds %(most)s entries at most. Remove some that matter least.")


class NotInTheSection(QiaoError):
    code = "not-in-the-section"
    status = 409
    sentence = _("The entries have changed since the page was loaded. Load the page again.")


class NoPublicPage(QiaoError):
    code = "nothing-public"
    status = 409
    sentence = _("Open at least your name to everyone before you open a public page.")


class FileTooLarge(QiaoError):
    code = "file-too-large"
    status = 422
    sentence = _("The file is larger than %(most)s. Export less, or enter the rest by hand.")


class ImportGone(QiaoError):
    code = "import-gone"
    status = 410
    sentence = _("This preview has ended. Upload the file again.")


class NothingFound(QiaoError):
    code = "nothing-found"
    status = 422
    sentence = _("The file holds nothing that a profile takes.")
