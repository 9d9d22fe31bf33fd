"""What rows of people may be about, and which organisation each of them means."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.imports.importer import Candidate, Draft
from qiao.kit.imports.problems import Problems
from qiao.rooms.directory.domain.name import folded
from qiao.rooms.directory.importers.lookup import References, chunks, grouped
from qiao.rooms.directory.models import Affiliation, Person, PersonName

Drafts = Mapping[int, Draft]
Proposal = tuple[UUID, str | Promise, bool]
NAMED = 3


def compare_people(drafts: Drafts, problems: Problems) -> dict[int, list[Candidate]]:
    _resolve(drafts, problems)
    within = _within_the_table(drafts, problems)
    found = _in_the_directory(drafts, problems)
    named = _labels({pk for proposals in found.values() for pk, _reason, _certain in proposals})
    return {
        number: [*_of_entries(found.get(number, []), named), *within.get(number, [])]
        for number in drafts
        if found.get(number) or within.get(number)
    }


def _resolve(drafts: Drafts, problems: Problems) -> None:
    """Puts the id of the organisation into each draft, or tells that none or several are meant."""
    references = References({draft["organisation"] for draft in drafts.values() if draft["organisation"]})
    references.resolve()
    for number, draft in drafts.items():
        text = draft["organisation"]
        found = references.found.get(text, [])
        if text and len(found) != 1:
            _tell_unresolved(number, draft, [references.labels[pk] for pk in found], problems)
        draft["organisation"] = str(found[0]) if len(found) == 1 else ""


def _tell_unresolved(number: int, draft: Draft, meant: list[str], problems: Problems) -> None:
    column, text = draft["named_in"], draft["organisation"]
    if not meant:
        sentence = _("No organisation in the directory is known by this.")
        remedy = _("Import the organisation first, or write its ROR id or domain.")
        problems.add(number, column, sentence, value=text, remedy=remedy)
        return
    sentence = _("Several organisations are known by this: %(names)s.")
    remedy = _("Write the ROR id of the one that is meant.")
    shown = "; ".join(meant[:NAMED]) + ("; …" if len(meant) > NAMED else "")
    problems.add(number, column, sentence, value=text, remedy=remedy, names=shown)


def _within_the_table(drafts: Drafts, problems: Problems) -> dict[int, list[Candidate]]:
    earlier: dict[tuple[str, str], int] = {}
    found: dict[int, list[Candidate]] = {}
    for number, draft in drafts.items():
        keys = _keys(draft)
        same = {earlier[key] for key in keys if key in earlier}
        found[number] = [_earlier_row(row, drafts[row], draft) for row in sorted(same)]
        orcid = ("orcid", draft["values"].get("orcid", ""))
        if orcid in earlier and not any(candidate.is_same for candidate in found[number]):
            sentence = _("The same id stands in row %(other)s already.")
            remedy = _("Correct one of the two, or delete a row.")
            problems.add(number, "orcid", sentence, value=orcid[1], remedy=remedy, other=earlier[orcid])
        for key in keys:
            earlier.setdefault(key, number)
    return found


def _keys(draft: Draft) -> list[tuple[str, str]]:
    values = draft["values"]
    ids = [(name, values[name]) for name in ("orcid", "email") if name in values]
    names = sorted(_folded_names(draft)) if draft["organisation"] else []
    return [*ids, *((f"name {draft['organisation']}", name) for name in names)]


def _earlier_row(row: int, earlier: Draft, draft: Draft) -> Candidate:
    title = earlier["names"][0]["value"]
    if earlier == draft:
        return Candidate(title, _("the row says exactly the same"), row=row, is_same=True)
    return Candidate(title, _("same e-mail, or same name at the same organisation"), row=row)


def _in_the_directory(drafts: Drafts, problems: Problems) -> dict[int, list[Proposal]]:
    found: dict[int, list[Proposal]] = defaultdict(list)
    everyone = Person.objects.all()
    by_orcid = grouped(everyone, "orcid", "id", _values_of(drafts, "orcid"))
    by_email = grouped(everyone, "email", "id", _values_of(drafts, "email"))
    for number, draft in drafts.items():
        for pk in by_orcid.get(draft["values"].get("orcid"), []):
            _propose(found[number], pk, _("same ORCID iD"), is_certain=True)
        for pk in by_email.get(draft["values"].get("email"), []):
            _propose(found[number], pk, _("same e-mail"))
    _by_names(drafts, found)
    return found


def _by_names(drafts: Drafts, found: dict[int, list[Proposal]]) -> None:
    """The same name at the same organisation; elsewhere it is somebody else more often than not."""
    names = {name for draft in drafts.values() if draft["organisation"] for name in _folded_names(draft)}
    known = grouped(PersonName.objects.all(), "folded", "person", names)
    homes = grouped(
        Affiliation.objects.all(),
        "person",
        "organisation",
        {pk for several in known.values() for pk in several},
    )
    for number, draft in drafts.items():
        if not draft["organisation"]:
            continue
        for pk in (pk for name in sorted(_folded_names(draft)) for pk in known.get(name, [])):
            if UUID(draft["organisation"]) in homes.get(pk, []):
                _propose(found[number], pk, _("same name at the same organisation"))


def _folded_names(draft: Draft) -> set[str]:
    return {folded(name["value"]) for name in draft["names"]}


def _values_of(drafts: Drafts, name: str) -> set[str]:
    return {draft["values"][name] for draft in drafts.values() if name in draft["values"]}


def _propose(proposals: list[Proposal], pk: UUID, reason: str | Promise, *, is_certain: bool = False) -> None:
    if all(known != pk for known, _reason, _certain in proposals):
        proposals.append((pk, reason, is_certain))


def _of_entries(proposals: list[Proposal], named: Mapping[UUID, str]) -> list[Candidate]:
    certain = [each for each in proposals if each[2]]
    return [
        Candidate(named[pk], reason, object_id=pk, is_certain=is_certain)
        for pk, reason, is_certain in certain or proposals
    ]


def _labels(ids: Iterable[UUID]) -> dict[UUID, str]:
    """A name with where the person works; never an address."""
    named: dict[UUID, str] = {}
    for part in chunks(ids):
        people = Person.objects.filter(pk__in=part).prefetch_related("affiliations__organisation")
        for person in people:
            homes = [str(each.organisation) for each in person.affiliations.all()[:1]]
            named[person.pk] = f"{person.name} ({homes[0]})" if homes else str(person.name)
    return named
