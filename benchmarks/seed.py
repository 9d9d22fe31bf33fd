"""Organisations by the thousand, with names in both languages, written as the import writes them."""

import random

from django.utils import timezone

from qiao.kit.bilingual.folding import fold
from qiao.rooms.directory.domain.display import refresh_organisations
from qiao.rooms.directory.enums import NameKind, OrganisationKind, Publication
from qiao.rooms.directory.models import Organisation, OrganisationName

PLACES = [
    ("CN", "北京", "Beijing"),
    ("US", "纽约", "New York"),
    ("GB", "伦敦", "London"),
    ("SG", "新加坡", "Singapore"),
]
SUBJECTS = [
    ("汽车", "Automobile"),
    ("电池", "Battery"),
    ("机器人", "Robotics"),
    ("材料", "Materials"),
    ("通信", "Telecom"),
]
FORMS = [("大学", "University"), ("研究院", "Institute"), ("公司", "Company"), ("实验室", "Laboratory")]
SYLLABLES = [
    "安",
    "博",
    "城",
    "东",
    "飞",
    "光",
    "海",
    "江",
    "凯",
    "林",
    "明",
    "南",
    "平",
    "青",
    "瑞",
    "山",
    "天",
    "新",
    "远",
    "中",
]
LATIN = ["an", "bo", "cheng", "dong", "fei", "guang", "hai", "jiang", "kai", "lin"]
CHUNK = 2000


def organisations(count: int) -> None:
    chance = random.Random(20261123)
    for start in range(0, count, CHUNK):
        _write([_draw(chance, number) for number in range(start, min(start + CHUNK, count))])


def _draw(chance: random.Random, number: int) -> tuple[Organisation, list[OrganisationName]]:
    country, city_zh, city_en = chance.choice(PLACES)
    (subject_zh, subject_en), (form_zh, form_en) = chance.choice(SUBJECTS), chance.choice(FORMS)
    stem_zh = "".join(chance.choices(SYLLABLES, k=2))
    stem_en = "".join(chance.choices(LATIN, k=2)).title()
    organisation = Organisation(
        kind=chance.choice(OrganisationKind.values),
        country=country,
        city_zh=city_zh,
        city_en=city_en,
        publication=Publication.PUBLISHED,
        publication_changed_at=timezone.now(),
    )
    values = {
        "zh": f"{stem_zh}{subject_zh}{form_zh}{number}",
        "en": f"{stem_en} {subject_en} {form_en} {number}",
    }
    names = [
        OrganisationName(
            organisation=organisation,
            value=value,
            folded=fold(value),
            language=language,
            kind=NameKind.OFFICIAL,
            is_preferred=True,
        )
        for language, value in values.items()
    ]
    return organisation, names


def _write(drawn: list[tuple[Organisation, list[OrganisationName]]]) -> None:
    Organisation.objects.bulk_create([organisation for organisation, _names in drawn])
    OrganisationName.objects.bulk_create([name for _organisation, names in drawn for name in names])
    refresh_organisations(organisation for organisation, _names in drawn)
