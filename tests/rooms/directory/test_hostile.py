"""Hostile names and texts are refused, or stand on every page as dead text."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import NameDraft, PersonNameDraft
from qiao.rooms.directory.domain.name import add_name
from qiao.rooms.directory.domain.organisation import change_organisation
from qiao.rooms.directory.domain.part import add_part
from qiao.rooms.directory.models import Contact, Fact, Organisation, Person, Unit
from tests.support.cases import lines
from tests.support.hostile import LINES, MARKUP, TEMPLATES

REFUSED = ["a\x00b", "a\nb", "a\u202eb", "\u200b", "\u2066x\u2069", "a" + "\u0301" * 20, "\ud800"]


@pytest.mark.parametrize("value", REFUSED)
def test_a_name_with_hidden_characters_is_refused(owner: User, columbia: Organisation, value: str) -> None:
    with pytest.raises(ValidationError):
        add_name(columbia, actor=owner, draft=NameDraft(value=value, language="en"))


@pytest.mark.parametrize("value", LINES)
def test_a_line_break_reaches_no_name_and_no_mail(
    owner: User, lin: Person, columbia: Organisation, value: str
) -> None:
    try:
        add_name(lin, actor=owner, draft=PersonNameDraft(value=value, language="en"))
    except ValidationError:
        return
    assert not any(ord(letter) < 32 for letter in lin.names.latest("id").value)


@pytest.mark.parametrize("value", [*MARKUP, *TEMPLATES])
def test_markup_is_dead_text_everywhere(
    browser: Callable[..., Client], operator: User, columbia: Organisation, value: str
) -> None:
    add_name(columbia, actor=operator, draft=NameDraft(value=value, language="en"))
    columbia.refresh_from_db()
    change_organisation(
        columbia,
        actor=operator,
        values={"positioning_en": value, "core_business_zh": value, "city_en": value[:100]},
    )
    add_part(Unit(organisation=columbia, name_en=value, description_en=value), actor=operator)
    add_part(
        Fact(organisation=columbia, label_en=value[:120], value=value[:60], source=value), actor=operator
    )
    add_part(Contact(organisation=columbia, role_en=value[:120], phone="+1 212 555 0100"), actor=operator)
    client = browser(operator)
    pages = [
        reverse("directory:organisation", args=[columbia.pk]),
        reverse("directory:organisation_edit", args=[columbia.pk]),
        reverse("directory:organisations"),
        reverse("directory:overview"),
        reverse("directory:members", args=[columbia.pk]),
        reverse("directory:suggestions") + "?q=columbia",
        "/en/",
    ]

    for page in pages:
        content = client.get(page).content.decode()
        assert "<script>window" not in content
        assert "<img src=x" not in content
        assert "<svg/onload" not in content
        assert "</style><svg" not in content


def test_structured_data_cannot_end_its_script(client: Client, make: Any, operator: User) -> None:
    made = make("</script><script>window.qiao_xss=1</script>")

    content = client.get(reverse("directory:organisation", args=[made.pk])).content.decode()

    assert "<script>window" not in content
    assert "\\u003C/script\\u003E" in content


def test_a_vector_logo_is_refused_with_a_sentence(
    browser: Callable[..., Client], owner: User, columbia: Organisation
) -> None:
    svg = SimpleUploadedFile(
        "logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "image/png"
    )

    answer = browser(owner).post(reverse("directory:organisation_logo", args=[columbia.pk]), {"logo": svg})

    assert answer.status_code == 422
    assert "SVG images are not accepted" in answer.content.decode()
    columbia.refresh_from_db()
    assert columbia.logo is None


def test_a_field_of_ten_megabytes_is_refused(
    browser: Callable[..., Client], owner: User, columbia: Organisation
) -> None:
    address = reverse("directory:organisation_edit", args=[columbia.pk])

    answer = browser(owner).post(address, {"positioning_en": "x" * 10_000_000})

    assert 400 <= answer.status_code < 500


@pytest.mark.cases
@pytest.mark.parametrize("kind", ["organisation", "person"])
def test_listed_names_are_accepted_or_refused_as_they_say(
    owner: User, columbia: Organisation, lin: Person, kind: str
) -> None:
    target: Any = columbia if kind == "organisation" else lin
    draft: Any = NameDraft if kind == "organisation" else PersonNameDraft
    limit = 300 if kind == "organisation" else 200
    wrong = []
    for row in lines("names"):
        try:
            name = add_name(
                target, actor=owner, draft=draft(value=row["v"], language="en", is_preferred=False)
            )
        except ValidationError:
            if row["ok"] and len(row["v"]) <= limit:
                wrong.append(row)
        else:
            if not row["ok"] and not row.get("inert") and not row.get("confusable_with"):
                wrong.append(row)
            name.delete()
    assert wrong == []


@pytest.mark.cases
def test_listed_addresses_are_one_address_or_refused(owner: User, columbia: Organisation) -> None:
    wrong = []
    for row in lines("emails"):
        try:
            part = add_part(Contact(organisation=columbia, role_en="Office", email=row["v"]), actor=owner)
        except ValidationError:
            wrong += [row] if row["ok"] else []
        else:
            wrong += [] if row["ok"] else [row]
            part.delete()
    assert wrong == []
