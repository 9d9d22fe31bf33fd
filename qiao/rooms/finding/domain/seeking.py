"""A profile and an opportunity as the values that `fit` compares."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from qiao.kit.bilingual.folding import fold
from qiao.rooms.directory.enums import FieldScheme
from qiao.rooms.finding.domain.choice import shows_fit
from qiao.rooms.finding.filters import language_name
from qiao.rooms.finding.fit import DEGREES, Fit, Need, Offered, Seeker, fit, words_of
from qiao.rooms.opportunities.codes import all_bits, field_bit
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.profiles.models import Profile


def seeker_for(reader: Any) -> Seeker | None:
    """None for who has no profile or has switched it off."""
    if not shows_fit(reader):
        return None
    rows = Profile.objects.prefetch_related("education", "skills", "languages")
    profile = rows.filter(user=reader).first()
    return seeker_of(profile) if profile else None


def seeker_of(profile: Profile) -> Seeker:
    education = list(profile.education.all())
    levels = {row.level for row in education}
    return Seeker(
        degree=next((level for level in reversed(DEGREES) if level in levels), ""),
        career_stage=profile.career_stage,
        fields=frozenset(row.field_code for row in education if row.field_code),
        words=words_of(_skills(profile)),
        languages=tuple(_spoken(profile)),
        country=profile.country,
        cities=_cities(profile),
    )


def offered_of(opportunity: Opportunity, refusal: str = "") -> Offered:
    coded = [row.code for row in opportunity.fields.all() if row.scheme == FieldScheme.ISCED_F]
    titles = (opportunity.title_zh, opportunity.title_en)
    needs = (
        Need(row.language, row.scale, row.level, language_name(row.language))
        for row in opportunity.languages.all()
    )
    return Offered(
        degree=opportunity.degree,
        career_stage=opportunity.career_stage,
        fields=frozenset(coded),
        words=words_of([*titles, opportunity.requirements_zh, opportunity.requirements_en]),
        languages=tuple(needs),
        country=opportunity.country,
        cities=_cities(opportunity),
        is_remote=opportunity.is_remote,
        closes_at=opportunity.closes_at,
        refusal=refusal,
    )


def fit_of(seeker: Seeker, opportunity: Opportunity, refusal: str = "") -> Fit:
    return fit(seeker, offered_of(opportunity, refusal), timezone.now())


def bits_of(seeker: Seeker) -> int:
    """The broad fields of study."""
    return all_bits(map(field_bit, seeker.fields))


def _skills(profile: Profile) -> Iterable[str]:
    for skill in profile.skills.all():
        yield from (skill.name_zh, skill.name_en, skill.keywords)
    for row in profile.education.all():
        yield from (row.area_zh, row.area_en)


def _spoken(profile: Profile) -> Iterable[Need]:
    for row in profile.languages.all():
        if row.cefr:
            yield Need(row.language, "cefr", row.cefr)
        if row.hsk:
            yield Need(row.language, "hsk", str(row.hsk))


def _cities(row: Any) -> frozenset[str]:
    return frozenset(fold(city) for city in (row.city_zh, row.city_en) if city)
