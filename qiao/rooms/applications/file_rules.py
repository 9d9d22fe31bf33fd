"""Who may read the files of an application: the applicant their own, hosts and reviewers once it was sent."""

from typing import Any

from django.db.models import QuerySet

from qiao.kit.access import may
from qiao.kit.files.models import StoredFile
from qiao.rooms.applications.models import Application, ApplicationDocument, ReferenceLetter

DOCUMENT_ACCESS = "applications.document"
LETTER_ACCESS = "applications.letter"


def may_read_document(actor: Any, stored: StoredFile) -> bool:
    """A file that is no longer the document of an application is open to nobody."""
    found = ApplicationDocument.objects.filter(stored=stored).values("application")
    application = _applications().filter(pk__in=found).first()
    return application is not None and may(actor, "applications.view_application", application)


def may_read_letter(actor: Any, stored: StoredFile) -> bool:
    letter = ReferenceLetter.objects.filter(stored=stored).first()
    if letter is None:
        return False
    letter.application = _applications().get(pk=letter.application_id)
    return reads_letter(actor, letter)


def reads_letter(actor: Any, letter: ReferenceLetter) -> bool:
    """The applicant only where the referee allows it."""
    application = letter.application
    if may(actor, "applications.read_application", application):
        return True
    return not letter.is_confidential and may(actor, "applications.change_application", application)


def _applications() -> QuerySet[Application]:
    return Application.objects.select_related("opportunity", "profile")
