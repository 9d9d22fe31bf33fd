from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from qiao.kit.errors import NotPermitted
from qiao.kit.files.errors import FileRefused
from qiao.kit.files.models import StoredFile
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import begin_application, submit_application
from qiao.rooms.applications.domain.document import add_document, choose_document, remove_document
from qiao.rooms.applications.errors import DocumentUnfit, WrongApplicationState
from qiao.rooms.applications.models import Application, ApplicationDocument
from qiao.rooms.applications.readers import application_readers
from qiao.rooms.opportunities.models import DocumentRequirement, Opportunity
from qiao.rooms.profiles.domain.file import add_file, remove_file
from qiao.rooms.profiles.enums import PaperKind
from qiao.rooms.profiles.models import Profile
from tests.rooms.applications.conftest import demand, intake_of, upload
from tests.rooms.opportunities.factory import make_opportunity


@pytest.fixture
def requirement(opportunity: Opportunity) -> DocumentRequirement:
    DocumentRequirement.objects.filter(opportunity=opportunity).delete()
    return DocumentRequirement.objects.create(opportunity=opportunity, kind="cv")


def test_a_requirement_is_met_by_one_file(
    draft: Application, requirement: DocumentRequirement, wen: User
) -> None:
    add_document(draft, actor=wen, upload=upload("first.pdf"), requirement=requirement)
    add_document(draft, actor=wen, upload=upload("second.pdf"), requirement=requirement)

    document = ApplicationDocument.objects.get()
    assert (document.kind, document.stored.name) == ("cv", "second.pdf")
    assert StoredFile.objects.count() == 1  # the one that was replaced is gone
    assert submit_application(draft, actor=wen).state == "complete"


@pytest.mark.parametrize("body", [b"MZ\x90\x00 a program", b"<svg onload=alert(1)>", b"%PDF-1.4 and no more"])
def test_a_file_that_lies_about_its_type_is_refused(draft: Application, wen: User, body: bytes) -> None:
    with pytest.raises(FileRefused):
        add_document(draft, actor=wen, upload=SimpleUploadedFile("cv.pdf", body, "application/pdf"))

    assert not StoredFile.objects.exists()
    assert not ApplicationDocument.objects.exists()


def test_a_file_of_the_profile_is_copied(
    draft: Application, requirement: DocumentRequirement, wen: User, lea: User
) -> None:
    own = add_file(draft.profile, actor=wen, kind=PaperKind.CV, upload=upload("mine.pdf"))
    foreign = add_file(Profile.objects.get(user=lea), actor=lea, kind=PaperKind.CV, upload=upload("hers.pdf"))
    chosen = choose_document(draft, actor=wen, file=own, requirement=requirement)

    remove_file(own, actor=wen)

    kept = ApplicationDocument.objects.get(pk=chosen.pk)
    assert kept.stored.content.read().startswith(b"%PDF")
    with pytest.raises(DocumentUnfit):
        choose_document(draft, actor=wen, file=foreign)


def test_the_requirement_of_another_opportunity_is_refused(draft: Application, wen: User, hui: User) -> None:
    other = make_opportunity(draft.opportunity.host, hui, title_en="Another")
    foreign = DocumentRequirement.objects.create(opportunity=other, kind="plan")

    with pytest.raises(DocumentUnfit):
        add_document(draft, actor=wen, upload=upload(), requirement=foreign)


def test_what_was_sent_keeps_its_documents(draft: Application, wen: User, lea: User) -> None:
    document = add_document(draft, actor=wen, upload=upload(), kind="plan")
    with pytest.raises(NotPermitted):
        remove_document(document, actor=lea)
    submit_application(draft, actor=wen)

    with pytest.raises(WrongApplicationState):
        remove_document(document, actor=wen)
    with pytest.raises(WrongApplicationState):
        add_document(draft, actor=wen, upload=upload())


def test_documents_open_to_the_host_once_sent(
    client: Client, draft: Application, everybody: dict[str, User], wen: User
) -> None:
    stored = add_document(draft, actor=wen, upload=upload()).stored

    assert readers(client, stored, everybody) == "wen"
    submit_application(draft, actor=wen)
    assert readers(client, stored, everybody) == "wen hui max"
    client.force_login(everybody["hui"])
    response = client.get(stored.get_absolute_url())
    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_rooms_above_let_reviewers_read(
    client: Client, draft: Application, wen: User, sam: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = add_document(draft, actor=wen, upload=upload()).stored
    submit_application(draft, actor=wen)
    monkeypatch.setattr(application_readers, "_entries", {"test": lambda actor, row: actor == sam})

    assert readers(client, stored, {"sam": sam}) == "sam"


def test_blind_documents_are_called_by_their_kind(opportunity: Opportunity, wen: User) -> None:
    demand(opportunity, is_blind=True)
    draft = begin_application(intake_of(opportunity), actor=wen)

    document = add_document(draft, actor=wen, upload=upload("Wen Lin.pdf"), kind="plan")

    assert document.stored.name == "plan.pdf"


@pytest.fixture
def everybody(wen: User, lea: User, hui: User, max_: User, nan: User, sam: User) -> dict[str, User]:
    return {"wen": wen, "lea": lea, "hui": hui, "max": max_, "nan": nan, "sam": sam}


def readers(client: Client, stored: StoredFile, users: dict[str, Any]) -> str:
    found = []
    for name, user in users.items():
        client.force_login(user)
        if client.get(stored.get_absolute_url()).status_code == 200:
            found.append(name)
    if found:
        client.force_login(users[found[0]])
    return " ".join(found)
