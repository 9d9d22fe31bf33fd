"""Where applications hold something about a person, and how it goes: what was sent is removed, the row stays
without the person, so that the count of an intake is still true."""

from django.db.models import Q, QuerySet

from qiao.kit.classification import DataSubject
from qiao.kit.files.store import remove, remove_all
from qiao.rooms.applications.domain.step import locked, step
from qiao.rooms.applications.enums import AWAITED, ApplicationState, ReferenceState
from qiao.rooms.applications.models import (
    Application,
    ApplicationDocument,
    ApplicationSnapshot,
    ApplicationStep,
    ReferenceLetter,
)

GONE = "–"


def find_applications(subject: DataSubject) -> QuerySet[Application]:
    return Application.objects.filter(subject.is_at("profile__user"))


def find_snapshots(subject: DataSubject) -> QuerySet[ApplicationSnapshot]:
    return ApplicationSnapshot.objects.filter(subject.is_at("application__profile__user"))


def find_documents(subject: DataSubject) -> QuerySet[ApplicationDocument]:
    return ApplicationDocument.objects.filter(subject.is_at("application__profile__user"))


def find_letters(subject: DataSubject) -> QuerySet[ReferenceLetter]:
    """About the person, and by the person as a referee."""
    own = subject.is_at("application__profile__user", "entered_by")
    return ReferenceLetter.objects.filter(own | Q(referee_email__in=subject.addresses))


def find_steps(subject: DataSubject) -> QuerySet[ApplicationStep]:
    return ApplicationStep.objects.filter(subject.is_at("actor", "application__profile__user"))


def erase_applications(applications: QuerySet[Application]) -> int:
    """Those that still stand are withdrawn: a place comes free, a waiting list moves."""
    for row in list(applications):
        application = locked(row)
        if not application.status.is_over:
            step(application, ApplicationState.WITHDRAWN, actor=None)
        _empty(application)
    return applications.update(statement="")


def erase_snapshots(snapshots: QuerySet[ApplicationSnapshot]) -> int:
    return snapshots.delete()[0]


def erase_documents(documents: QuerySet[ApplicationDocument]) -> int:
    return remove_all([document.stored for document in documents.select_related("stored")])


def empty_letters(letters: QuerySet[ReferenceLetter]) -> int:
    """Name, address and words of the referee; an applicant's letters go with the application as a whole."""
    found = list(letters.select_related("stored"))
    for letter in found:
        stored, letter.stored = letter.stored, None
        letter.referee_name, letter.referee_email = GONE, f"erased-{letter.pk}@erased.invalid"
        letter.text, letter.token_hash, letter.entered_by = "", None, None
        if letter.state in AWAITED:
            letter.state = ReferenceState.CANCELLED
        letter.save()
        if stored is not None:
            remove(stored)
    return len(found)


def _empty(application: Application) -> None:
    ApplicationSnapshot.objects.filter(application=application).delete()
    erase_documents(application.documents.all())
    letters = application.letters.select_related("stored")
    files = [letter.stored for letter in letters if letter.stored is not None]
    letters.delete()
    remove_all(files)
