"""A person goes; the row stays, so that the intake is counted truly."""

from qiao.kit.classification import DataSubject, classified, resolve
from qiao.kit.files.models import StoredFile
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.document import add_document
from qiao.rooms.applications.domain.letter_link import token_of
from qiao.rooms.applications.domain.receiving import hand_in_letter
from qiao.rooms.applications.domain.step import rows
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import (
    Application,
    ApplicationDocument,
    ApplicationSnapshot,
    ReferenceLetter,
)
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.privacy.domain.erasure import erase_person
from tests.rooms.applications.conftest import ask, upload
from tests.rooms.applications.factory import make_application


def test_an_applicant_goes(draft: Application, intake: Intake, wen: User) -> None:
    add_document(draft, actor=wen, upload=upload("Wen Lin.pdf"))
    hand_in_letter(token_of(ask(draft)), upload=upload())
    Application.objects.update(
        state="accepted", submitted_at=draft.created_at, holds_place=True, statement="I am Wen Lin."
    )
    Intake.objects.filter(pk=intake.pk).update(places_taken=1)

    erase_person(resolve(DataSubject(user_id=wen.pk, emails=frozenset({wen.email}))))

    left = rows().get()
    assert (left.state, left.statement, left.holds_place) == ("withdrawn", "", False)
    assert (left.profile.user, left.profile.name_en) == (None, "")
    assert Intake.objects.get(pk=intake.pk).places_taken == 0
    gone = (ApplicationDocument, ApplicationSnapshot, ReferenceLetter, StoredFile)
    assert [model.__name__ for model in gone if model.objects.exists()] == []


def test_a_referee_goes(intake: Intake, wen: User) -> None:
    application = make_application(wen, intake, ApplicationState.COMPLETE)
    first, second = ask(application), ask(application, 2)
    hand_in_letter(token_of(first), upload=upload(), text="I recommend Wen.")
    for number in (1, 2):
        erase_person(resolve(DataSubject(emails=frozenset({f"chen{number}@referee.example"}))))

    letters = list(ReferenceLetter.objects.all())
    assert [(row.referee_name, row.text, row.stored, row.token_hash) for row in letters] == [
        ("–", "", None, None)
    ] * 2
    assert [row.state for row in letters] == ["received", "cancelled"]
    assert second.pk in {row.pk for row in letters}
    assert not StoredFile.objects.exists()


def test_an_export_keeps_confidential_letters_back(draft: Application, wen: User) -> None:
    entry = classified.get("applications.referenceletter")

    assert entry.find is not None
    assert {"text", "token_hash"} <= entry.secret
    ask(draft)
    assert entry.find(DataSubject(user_id=wen.pk)).count() == 1
