"""What a table does not hold: laboratories with equipment, figures, contacts, pictures."""

import tomllib
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.part import add_part, set_logo
from qiao.rooms.directory.enums import Provenance, UnitKind, Visibility
from qiao.rooms.directory.models import Contact, Equipment, Fact, GalleryImage, Organisation, Unit, UnitField
from qiao.site.demo.pictures import logo, scene
from qiao.site.demo.tables import FOLDER

CENTRE = "icv-centre.example.org"
SOURCE = gettext_noop("Made up for the sample")
FACTS = (
    ("测试道路", "Test roads", "32", "公里", "km"),
    ("开放实验室", "Open laboratories", "6", "", ""),
    ("研发人员", "Research staff", "420", "人", "people"),
    ("联合培养研究生", "Graduate students trained jointly", "85", "人", "people"),
)
PICTURES = (
    ("test-track", "封闭测试场（示意图）", "The closed test track (a drawing)"),
    ("laboratory-wing", "实验楼（示意图）", "The laboratory wing (a drawing)"),
    ("proving-ground", "开放测试道路（示意图）", "The open test roads (a drawing)"),
)


def by_domain(suffix: str) -> Organisation:
    return Organisation.objects.standing().get(domains__suffix=suffix)


def furnish(actor: User) -> None:
    """Safe to repeat: what has laboratories or a logo already is left alone."""
    centre = by_domain(CENTRE)
    if not centre.units.exists():
        for place, laboratory in enumerate(_laboratories()):
            _add_laboratory(actor, centre, laboratory, place)
    if not centre.facts.exists():
        _add_facts(actor, centre)
    if not centre.contacts.exists():
        _add_contact(actor, centre)
    if not centre.gallery.exists():
        _add_pictures(actor, centre)
    _add_logos(actor)


def _laboratories() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / "laboratories.toml").read_text("utf-8"))[
        "laboratory"
    ]
    return found


def _add_laboratory(actor: User, centre: Organisation, laboratory: dict[str, Any], place: int) -> None:
    unit = Unit(
        organisation=centre,
        kind=UnitKind.LABORATORY,
        name_zh=laboratory["name_zh"],
        name_en=laboratory["name_en"],
        is_open_to_visitors=True,
        position=place,
    )
    add_part(unit, actor=actor)
    for code in laboratory["fields"]:
        add_part(UnitField(unit=unit, code=code), actor=actor)
    for number, piece in enumerate(laboratory["equipment"]):
        add_part(Equipment(unit=unit, position=number, **piece), actor=actor)


def _add_facts(actor: User, centre: Organisation) -> None:
    for place, (label_zh, label_en, value, unit_zh, unit_en) in enumerate(FACTS):
        fact = Fact(
            organisation=centre,
            label_zh=label_zh,
            label_en=label_en,
            value=value,
            unit_zh=unit_zh,
            unit_en=unit_en,
            as_of=date(2026, 1, 1),
            source=SOURCE,
            position=place,
        )
        add_part(fact, actor=actor)


def _add_contact(actor: User, centre: Organisation) -> None:
    contact = Contact(
        organisation=centre,
        role_zh="人才合作办公室",
        role_en="Talent Cooperation Office",
        email=f"talent@{CENTRE}",
        visibility=Visibility.PUBLIC,
    )
    add_part(contact, actor=actor)


def _add_pictures(actor: User, centre: Organisation) -> None:
    for place, (seed, caption_zh, caption_en) in enumerate(PICTURES):
        picture = GalleryImage(
            organisation=centre, caption_zh=caption_zh, caption_en=caption_en, position=place
        )
        add_part(picture, actor=actor, files={"image": scene(seed)})


def _add_logos(actor: User) -> None:
    """For made-up bodies alone: nobody draws a sign for a real university."""
    made_up = Organisation.objects.standing().filter(logo=None, country="CN").exclude(kind="university")
    for organisation in made_up.filter(provenance__in=[Provenance.STORY, Provenance.FICTITIOUS]):
        set_logo(organisation, actor=actor, prepared=logo(str(organisation.name_en)))
