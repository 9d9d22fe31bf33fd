from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from qiao.kit.activity.timeline import activity_of
from qiao.kit.errors import NotPermitted
from qiao.kit.files.images import prepare_image
from qiao.kit.files.models import StoredFile
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.part import PARTS, action_of, add_part, change_part, remove_part, set_logo
from qiao.rooms.directory.errors import UnitInUse
from qiao.rooms.directory.models import (
    Contact,
    Equipment,
    Fact,
    GalleryImage,
    Organisation,
    OrganisationDomain,
    OrganisationField,
    Unit,
    UnitField,
)
from qiao.rooms.directory.sentences import ACTIONS


def picture(colour: str = "navy") -> Any:
    content = BytesIO()
    Image.new("RGB", (64, 48), colour).save(content, "PNG")
    return prepare_image(SimpleUploadedFile("logo.png", content.getvalue()))


def test_every_part_has_its_sentences() -> None:
    wanted = {action_of(model, verb) for model in PARTS for verb in ("added", "changed", "removed")}

    assert wanted - set(ACTIONS) == set()


def test_a_part_is_added_changed_and_removed(owner: User, columbia: Organisation) -> None:
    fact = add_part(Fact(organisation=columbia, label_en="Students", value="36,000"), actor=owner)
    change_part(fact, actor=owner, values={"value": "37,000"})
    remove_part(fact, actor=owner)

    rows = activity_of(columbia).filter(action__startswith="directory.fact").order_by("id")
    assert [row.action.rpartition(".")[2] for row in rows] == ["added", "changed", "removed"]
    assert rows[1].changes == {"value": ["36,000", "37,000"]}
    assert rows[2].changes["value"] == ["37,000", None]


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_others_touch_no_part(
    request: pytest.FixtureRequest, owner: User, columbia: Organisation, who: str
) -> None:
    actor = request.getfixturevalue(who)
    unit = add_part(Unit(organisation=columbia, name_en="Lab"), actor=owner)

    with pytest.raises(NotPermitted):
        add_part(Fact(organisation=columbia, label_en="x", value="1"), actor=actor)
    with pytest.raises(NotPermitted):
        add_part(Equipment(unit=unit, name_en="Arm"), actor=actor)
    with pytest.raises(NotPermitted):
        change_part(unit, actor=actor, values={"name_en": "y"})
    with pytest.raises(NotPermitted):
        remove_part(unit, actor=actor)


def bad_parts(columbia: Organisation) -> list[Any]:
    unit = Unit.objects.create(organisation=columbia, name_en="Lab")
    return [
        Fact(organisation=columbia, value="1"),
        Contact(organisation=columbia, role_en="Office"),
        Contact(organisation=columbia, email="a@columbia.edu"),
        Contact(organisation=columbia, role_en="Office", email="a@b\nBcc: c@d.example"),
        Unit(organisation=columbia),
        Equipment(unit=unit, name_en="Arm", quantity=0),
        OrganisationDomain(organisation=columbia, suffix="no domain"),
        OrganisationField(organisation=columbia, code="9999"),
        OrganisationField(organisation=columbia, scheme="cn-discipline", code="08x2"),
        UnitField(unit=unit, scheme="isced-f-2013", code="99"),
    ]


@pytest.mark.parametrize("number", range(10))
def test_a_part_that_says_nothing_or_wrong_is_refused(
    owner: User, columbia: Organisation, number: int
) -> None:
    part = bad_parts(columbia)[number]

    with pytest.raises(ValidationError):
        add_part(part, actor=owner)


def test_a_code_is_read_by_its_scheme(owner: User, columbia: Organisation) -> None:
    """0812 is farming in one list and computing in the other."""
    own = add_part(
        OrganisationField(
            organisation=columbia, scheme="cn-discipline", code="0812", clarification_zh="计算机"
        ),
        actor=owner,
    )

    assert own.title == "计算机"


def test_domains_are_kept_in_their_compact_form(owner: User, columbia: Organisation) -> None:
    domain = add_part(OrganisationDomain(organisation=columbia, suffix=" @CS.Columbia.EDU"), actor=owner)

    assert domain.suffix == "cs.columbia.edu"
    with pytest.raises(ValidationError):
        add_part(OrganisationDomain(organisation=columbia, suffix="cs.columbia.edu."), actor=owner)


def test_units_do_not_go_in_circles(owner: User, columbia: Organisation, make: Any) -> None:
    school = add_part(Unit(organisation=columbia, name_en="School"), actor=owner)
    lab = add_part(Unit(organisation=columbia, name_en="Lab", parent=school), actor=owner)
    foreign = make("Duke").units.create(name_en="Pratt School")

    with pytest.raises(ValidationError):
        change_part(school, actor=owner, values={"parent": lab})
    with pytest.raises(ValidationError):
        change_part(lab, actor=owner, values={"parent": foreign})
    with pytest.raises(UnitInUse):
        remove_part(school, actor=owner)


def test_a_new_logo_takes_the_place_of_the_old(owner: User, columbia: Organisation) -> None:
    set_logo(columbia, actor=owner, prepared=picture())
    first = columbia.logo
    set_logo(columbia, actor=owner, prepared=picture("green"))

    assert first is not None
    assert not StoredFile.objects.filter(pk=first.pk).exists()
    set_logo(columbia, actor=owner, prepared=None)
    assert StoredFile.objects.count() == 0


def test_a_picture_goes_with_its_file(owner: User, columbia: Organisation) -> None:
    part = add_part(
        GalleryImage(organisation=columbia, caption_zh="校园"), actor=owner, files={"image": picture()}
    )
    change_part(part, actor=owner, values={"caption_en": "Campus"}, files={"image": picture("green")})
    assert StoredFile.objects.count() == 1

    remove_part(part, actor=owner)

    assert StoredFile.objects.count() == 0
