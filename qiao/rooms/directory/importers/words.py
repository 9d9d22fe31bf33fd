"""What people write into cells, and what it means: kinds, countries, origins, in either language."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pycountry
from django.db import models
from django.utils import translation

from qiao.kit.bilingual.folding import compact, fold
from qiao.rooms.directory.countries import codes, country_name
from qiao.rooms.directory.enums import OrganisationKind, Provenance

_KINDS: Mapping[Any, str] = {
    OrganisationKind.UNIVERSITY: "大学 高校 高等院校 高等学校 学院 院校 college school",
    OrganisationKind.COMPANY: "公司 企业 firm enterprise business corporation",
    OrganisationKind.INNOVATION_CENTRE: "创新中心 国家创新中心 center centre innovationcenter innovationhub",
    OrganisationKind.RESEARCH_INSTITUTE: "研究所 研究院 科研院所 科研机构 institute researchcentre",
    OrganisationKind.LABORATORY: "实验室 重点实验室 lab",
    OrganisationKind.ASSOCIATION: "协会 学会 联合会 联盟 社团 社会团体 商会 federation union society",
    OrganisationKind.GOVERNMENT: "政府 政府机构 政府部门 机关 事业单位 governmentagency authority",
}
_ORIGINS: Mapping[Any, str] = {
    Provenance.REGISTERED: "登记 注册 real",
    Provenance.STORY: "案例 named story",
    Provenance.SAMPLE: "样本 示例 example",
    Provenance.FICTITIOUS: "虚构 fictional invented",
}
_PLACES = {
    "CN": "中国大陆 大陆 mainlandchina prc 中华人民共和国 内地",
    "HK": "香港 中国香港 hongkong hongkongsar hongkongchina 香港特别行政区",
    "MO": "澳门 中国澳门 macau macao macaosar 澳门特别行政区",
    "TW": "台湾 中国台湾 taiwan taiwanchina chinesetaipei",
    "GB": "英国 uk greatbritain britain england scotland wales northernireland",
    "US": "美国 usa us america unitedstatesofamerica 美利坚合众国",
    "KR": "韩国 southkorea korea republicofkorea",
    "KP": "朝鲜 northkorea",
    "RU": "俄罗斯 russia",
    "VN": "越南 vietnam",
    "NL": "荷兰 holland thenetherlands",
    "AE": "阿联酋 uae emirates",
    "CZ": "捷克 czechrepublic",
    "TR": "土耳其 turkey",
    "LA": "老挝 laos",
    "IR": "伊朗 iran",
}


def key(text: str) -> str:
    return compact(fold(text[:200]))


def kind_of(text: str) -> str:
    """Empty when the word is not known."""
    return _kinds().get(key(text), "")


def origin_of(text: str) -> str:
    return _origins().get(key(text), "")


def country_of(text: str) -> str:
    """By code of two or three letters, or by a name in either language."""
    return _countries().get(key(text), "")


@cache
def _kinds() -> dict[str, str]:
    return _meanings(OrganisationKind, _KINDS)


@cache
def _origins() -> dict[str, str]:
    return _meanings(Provenance, _ORIGINS)


def _meanings(choices: type[models.TextChoices], others: Mapping[Any, str]) -> dict[str, str]:
    words: dict[str, str] = {}
    for choice in choices:
        for word in [choice.value, *_labels(choice), *others.get(choice, "").split()]:
            words.setdefault(key(word), choice.value)
    return words


def _labels(choice: models.TextChoices) -> Iterable[str]:
    for language in ("zh-hans", "en"):
        with translation.override(language):
            yield str(choice.label)


@cache
def _countries() -> dict[str, str]:
    words: dict[str, str] = {}
    for code in sorted(codes()):
        entry: Any = pycountry.countries.get(alpha_2=code)
        named = [country_name(code, "zh"), country_name(code, "en"), entry.name, entry.alpha_3]
        others = [getattr(entry, name, "") for name in ("official_name", "common_name")]
        for word in [code, *named, *filter(None, others)]:
            words.setdefault(key(word), code)
    for code, spellings in _PLACES.items():
        words |= {key(word): code for word in spellings.split()}
    return words
