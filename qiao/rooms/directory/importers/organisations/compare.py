"""What rows of organisations may be about: earlier rows of the table, and entries of the directory.

By id, by domain, by folded name in the same country or region. One name can mean several universities: every
proposal carries its reason, and people decide.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.imports.importer import Candidate, Draft
from qiao.kit.imports.problems import Problems
from qiao.rooms.directory.domain.name import folded
from qiao.rooms.directory.enums import NameKind
from qiao.rooms.directory.importers.lookup import domains_in, grouped, labels, names_in
from qiao.rooms.directory.models import Organisation

UNIQUE = (("ror_id", _("same ROR id")), ("credit_code", _("same unified social credit code")))
Drafts = Mapping[int, Draft]
Proposals = dict[int, list[tuple[UUID, str | Promise, bool]]]


def compare_organisations(drafts: Drafts, problems: Problems) -> dict[int, list[Candidate]]:
    within = _within_the_table(drafts, problems)
    found = _in_the_directory(drafts, problems)
    named = labels(pk for proposals in found.values() for pk, _reason, _certain in proposals)
    return {
        number: [*_of_entries(found.get(number, []), named), *within.get(number, [])]
        for number in drafts
        if found.get(number) or within.get(number)
    }


def names_of(draft: Draft) -> set[str]:
    """Folded, without acronyms: CU is two universities."""
    return {folded(name["value"]) for name in draft["names"] if name["kind"] != NameKind.ACRONYM}


def _of_entries(
    proposals: list[tuple[UUID, str | Promise, bool]], named: Mapping[UUID, str]
) -> list[Candidate]:
    certain = [each for each in proposals if each[2]]
    return [
        Candidate(named.get(pk, ""), reason, object_id=pk, is_certain=is_certain)
        for pk, reason, is_certain in certain or proposals
        if pk in named
    ]


def _within_the_table(drafts: Drafts, problems: Problems) -> dict[int, list[Candidate]]:
    """An id may stand once; the same name in the same country or region is proposed."""
    earlier: dict[tuple[str, str], int] = {}
    found: dict[int, list[Candidate]] = {}
    for number, draft in drafts.items():
        keys = _keys(draft)
        same = {earlier[key] for key in keys if key in earlier}
        found[number] = [_earlier_row(row, drafts[row], draft) for row in sorted(same)]
        if not any(candidate.is_same for candidate in found[number]):
            _tell_double_ids(number, draft, earlier, problems)
        for key in keys:
            earlier.setdefault(key, number)
    return found


def _keys(draft: Draft) -> list[tuple[str, str]]:
    values = draft["values"]
    ids = [(name, values[name]) for name, _reason in UNIQUE if name in values]
    return [*ids, *((f"name {values['country']}", name) for name in sorted(names_of(draft)))]


def _earlier_row(row: int, earlier: Draft, draft: Draft) -> Candidate:
    title = earlier["names"][0]["value"]
    if earlier == draft:
        return Candidate(title, _("the row says exactly the same"), row=row, is_same=True)
    return Candidate(title, _("same name in the table"), row=row)


def _tell_double_ids(
    number: int, draft: Draft, earlier: Mapping[tuple[str, str], int], problems: Problems
) -> None:
    for name, _reason in UNIQUE:
        value = draft["values"].get(name)
        if value and (row := earlier.get((name, value))):
            problems.add(
                number,
                name,
                _("The same id stands in row %(other)s already."),
                value=value,
                remedy=_("Correct one of the two, or delete a row."),
                other=row,
            )


def _in_the_directory(drafts: Drafts, problems: Problems) -> Proposals:
    found: Proposals = defaultdict(list)
    _by_ids(drafts, found, problems)
    _by_domains(drafts, found)
    _by_names(drafts, found)
    return found


def _by_ids(drafts: Drafts, found: Proposals, problems: Problems) -> None:
    for name, reason in UNIQUE:
        wanted = {draft["values"][name] for draft in drafts.values() if name in draft["values"]}
        known = _standing(grouped(Organisation.objects.all(), name, "id", wanted))
        for number, draft in drafts.items():
            for pk in known.get(draft["values"].get(name, ""), []):
                _propose(found[number], pk, reason, is_certain=True)
    for number, proposals in list(found.items()):
        if len({pk for pk, _reason, _certain in proposals}) > 1:
            sentence = _("The ROR id and the social credit code belong to two different entries.")
            problems.add(number, "ror_id", sentence, value=drafts[number]["values"].get("ror_id", ""))


def _standing(found: dict[str, list[UUID]]) -> dict[str, list[UUID]]:
    """An entry that was merged away keeps its id; meant is the one that it went into."""
    ids = {pk for several in found.values() for pk in several}
    rows = Organisation.objects.filter(pk__in=ids, merged_into__isnull=False)
    merged: dict[UUID, Any] = dict(rows.values_list("pk", "merged_into"))
    return {value: [merged.get(pk, pk) for pk in several] for value, several in found.items()}


def _by_domains(drafts: Drafts, found: Proposals) -> None:
    known = domains_in({suffix for draft in drafts.values() for suffix in draft["domains"]})
    for number, draft in drafts.items():
        for suffix in draft["domains"]:
            for pk in known.get(suffix, []):
                _propose(found[number], pk, _("same domain"))


def _by_names(drafts: Drafts, found: Proposals) -> None:
    by_row = {number: names_of(draft) for number, draft in drafts.items()}
    known = names_in({name for names in by_row.values() for name in names})
    ids = {pk for several in known.values() for pk in several}
    countries = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "country"))
    for number, names in by_row.items():
        country = drafts[number]["values"]["country"]
        for pk in (pk for name in sorted(names) for pk in known.get(name, [])):
            if countries.get(pk) == country:
                _propose(found[number], pk, _("same name in the same country or region"))


def _propose(
    proposals: list[tuple[UUID, str | Promise, bool]],
    pk: UUID,
    reason: str | Promise,
    *,
    is_certain: bool = False,
) -> None:
    if all(known != pk for known, _reason, _certain in proposals):
        proposals.append((pk, reason, is_certain))
