"""Entries that may be the same organisation: proposed with the reason, never merged by themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import NameKind
from qiao.rooms.directory.models import (
    DifferentOrganisations,
    Organisation,
    OrganisationDomain,
    OrganisationName,
)

MOST_GROUPS = 200
MOST_IN_A_GROUP = 5
Pair = tuple[UUID, UUID]


@dataclass
class Suggestion:
    first: Organisation
    second: Organisation
    reasons: list[tuple[str | Promise, str]] = field(default_factory=list)


def suggested_duplicates(limit: int = 50) -> list[Suggestion]:
    """Pairs with the same domain, or with the same folded name in the same country or region. Acronyms do
    not count: CU is two universities."""
    reasons: dict[Pair, list[tuple[str | Promise, str]]] = defaultdict(list)
    for pair, suffix in _shared_domains():
        reasons[pair].append((_("same domain"), suffix))
    for pair, name in _shared_names():
        reasons[pair].append((_("same name"), name))
    for pair in _decided(reasons):
        del reasons[pair]
    pairs = sorted(reasons, key=lambda pair: (-len(reasons[pair]), pair))[:limit]
    found = Organisation.objects.in_bulk({pk for pair in pairs for pk in pair})
    return [Suggestion(found[first], found[second], reasons[first, second]) for first, second in pairs]


def likely_same(organisation: Organisation) -> QuerySet[Organisation]:
    """What one entry could be merged with."""
    names = organisation.names.exclude(kind=NameKind.ACRONYM).values("folded")
    by_name = OrganisationName.objects.filter(folded__in=names, organisation__country=organisation.country)
    by_domain = OrganisationDomain.objects.filter(suffix__in=organisation.domains.values("suffix"))
    same = Q(pk__in=by_name.values("organisation")) | Q(pk__in=by_domain.values("organisation"))
    return Organisation.objects.standing().filter(same).exclude(pk=organisation.pk)


@transaction.atomic
def declare_different(first: Organisation, second: Organisation, *, actor: User) -> DifferentOrganisations:
    require(actor, "directory.merge_organisations")
    lower, upper = sorted([first, second], key=lambda organisation: organisation.pk)
    row, is_new = DifferentOrganisations.objects.get_or_create(
        first=lower, second=upper, defaults={"decided_by": actor}
    )
    if is_new:
        record(
            actor,
            "directory.organisation.declared_different",
            lower,
            changes={"other": [None, str(upper.pk)]},
        )
    return row


def _shared_domains() -> Iterator[tuple[Pair, str]]:
    rows = OrganisationDomain.objects.filter(organisation__merged_into=None)
    shared = _more_than_once(rows, "suffix")
    members: dict[str, list[UUID]] = defaultdict(list)
    for suffix, pk in rows.filter(suffix__in=[key[0] for key in shared]).values_list(
        "suffix", "organisation"
    ):
        members[suffix].append(pk)
    for suffix, ids in members.items():
        yield from ((pair, suffix) for pair in _pairs(ids))


def _shared_names() -> Iterator[tuple[Pair, str]]:
    rows = OrganisationName.objects.filter(organisation__merged_into=None).exclude(kind=NameKind.ACRONYM)
    shared = set(_more_than_once(rows, "folded", "organisation__country"))
    found = rows.filter(folded__in=[key[0] for key in shared])
    members: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    shown: dict[tuple[str, str], str] = {}
    for folded, country, pk, value in found.values_list(
        "folded", "organisation__country", "organisation", "value"
    ):
        if (folded, country) in shared:
            members[folded, country].append(pk)
            shown.setdefault((folded, country), value)
    for key, ids in members.items():
        yield from ((pair, shown[key]) for pair in _pairs(ids))


def _more_than_once(
    rows: QuerySet[OrganisationDomain] | QuerySet[OrganisationName], *columns: str
) -> list[tuple[str, ...]]:
    groups = rows.order_by().values_list(*columns).annotate(number=Count("organisation", distinct=True))
    return [tuple(group[:-1]) for group in groups.filter(number__gt=1).order_by(*columns)[:MOST_GROUPS]]


def _pairs(ids: Iterable[UUID]) -> list[Pair]:
    return [(first, second) for first, second in combinations(sorted(set(ids))[:MOST_IN_A_GROUP], 2)]


def _decided(pairs: Iterable[Pair]) -> list[Pair]:
    firsts = {first for first, _second in pairs}
    rows = DifferentOrganisations.objects.filter(first__in=firsts).values_list("first", "second")
    return [pair for pair in rows if pair in set(pairs)]
