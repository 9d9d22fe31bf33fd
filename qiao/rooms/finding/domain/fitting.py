"""The best fits first, among as many as can be compared at once: those of the person's own broad fields, then
others."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Value, When
from django.utils.functional import cached_property

from qiao.kit.ui.paging import InvalidCursor, Page
from qiao.rooms.finding.domain.search import Search, whole
from qiao.rooms.finding.domain.seeking import bits_of, fit_of
from qiao.rooms.finding.fit import Seeker
from qiao.rooms.opportunities.models import Opportunity

COMPARED = 200
READ = ("requirements_zh", "requirements_en")


@dataclass
class Fitting:
    search: Search
    seeker: Seeker

    @cached_property
    def ranked(self) -> list[Opportunity]:
        found = whole(self._candidates(), *READ)
        fits = {row.pk: fit_of(self.seeker, row).rank for row in found}
        return sorted(found, key=lambda row: fits[row.pk], reverse=True)

    def page(self, cursor: str, size: int) -> Page[Opportunity]:
        start = _number(cursor)
        following, before = start + size, max(0, start - size)
        return Page(
            self.ranked[start:following],
            next=str(following) if following < len(self.ranked) else "",
            previous=str(before) if start else "",
        )

    def _candidates(self) -> list[object]:
        common = F("field_bits").bitand(bits_of(self.seeker))
        rows = self.search.rows.alias(common=common).alias(
            is_other=Case(When(common__gt=0, then=Value(0)), default=Value(1), output_field=IntegerField())
        )
        ordered = rows.order_by("is_other", "closes_at", "pk")
        return list(ordered.values_list("pk", flat=True)[:COMPARED])


def _number(cursor: str) -> int:
    if cursor and (not cursor.isdigit() or len(cursor) > 3):
        raise InvalidCursor
    return int(cursor or 0)
