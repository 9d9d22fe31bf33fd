"""What bad input gets on the pages: a sentence that says what to do, and nothing half stored."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from qiao.kit.files.models import StoredFile
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.letter_link import token_of
from qiao.rooms.applications.models import Application, ApplicationDocument, ReferenceLetter
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.profiles.models import ProfileFile
from tests.rooms.applications.conftest import ask, upload

ROOT = "/en/applications"
NO_TYPE = "This is not a file of an accepted type, whatever its name says."
LIES = [
    (b"MZ\x90\x00 a program", NO_TYPE),
    (b"GIF89a a picture that is none", NO_TYPE),
    (b"<html><script>alert(1)</script>", NO_TYPE),
    (b"%PDF-1.4 and no more", "The file is damaged or incomplete."),
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", NO_TYPE),
]


@pytest.mark.parametrize(("body", "told"), LIES)
def test_a_file_that_lies_about_its_type_is_refused_on_every_page(
    client: Client, draft: Application, wen: User, body: bytes, told: str
) -> None:
    letter = ask(draft)
    client.force_login(wen)
    pages: list[tuple[str, dict[str, Any]]] = [
        (f"{ROOT}/{draft.pk}/documents/new/", {"upload": upload("cv.pdf", body)}),
        ("/en/profiles/own/files/new/", {"kind": "cv", "upload": upload("cv.pdf", body)}),
        (f"{ROOT}/references/{token_of(letter)}/", {"letter_file": upload("letter.pdf", body)}),
    ]

    for page, sent in pages:
        answer = client.post(page, sent)
        assert answer.status_code == 422
        assert told in answer.content.decode()

    letter.refresh_from_db()
    assert letter.is_awaited
    assert not StoredFile.objects.exists()
    assert not ApplicationDocument.objects.exists()
    assert not ProfileFile.objects.exists()


def test_a_letter_that_the_host_enters_is_looked_at_too(
    client: Client, intake: Intake, draft: Application, hui: User
) -> None:
    letter = ask(draft)
    Application.objects.filter(pk=draft.pk).update(state="submitted", submitted_at=letter.created_at)
    client.force_login(hui)

    answer = client.post(
        f"{ROOT}/letters/{letter.pk}/entry/", {"letter_file": upload("l.pdf", b"MZ no letter")}
    )

    assert (answer.status_code, NO_TYPE in answer.content.decode()) == (422, True)
    letter.refresh_from_db()
    assert letter.is_awaited
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_letter_link_used_twice_in_the_same_second_takes_one_letter(draft: Application) -> None:
    letter = ask(draft)
    page, gate, told = f"{ROOT}/references/{token_of(letter)}/", threading.Barrier(2), []

    def hand_in(text: str) -> None:
        try:
            gate.wait()
            answer = Client().post(page, {"letter_text": text})
            told.append((answer.status_code, text, answer.content.decode()))
        finally:
            connection.close()

    racers = [threading.Thread(target=hand_in, args=[text]) for text in ("I recommend Wen.", "I do not.")]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    (taken, kept, _page), (refused, _text, shown) = sorted(told)
    assert taken == 302
    assert refused in {410, 422}
    assert "has been handed in with this link" in shown
    assert ReferenceLetter.objects.get().text == kept
