"""Copies of the preferred names, sort keys and search entries, written together with what they come from."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.db.models import prefetch_related_objects

from qiao.kit.bilingual.search import Entry, index_many
from qiao.kit.bilingual.sorting import sort_key
from qiao.rooms.directory.countries import country_name
from qiao.rooms.directory.followers import tell_names
from qiao.rooms.directory.isced import FIELDS, nearest
from qiao.rooms.directory.models import Organisation, OrganisationName, Person, PersonName, Unit

Named = Organisation | Person
COPIES = ["name_zh", "name_en", "sort_zh", "sort_en"]
OF_ORGANISATIONS = ("names", "domains", "fields", "units", "units__fields")
OF_PEOPLE = ("names", "affiliations")
CHUNK = 500


def refresh_organisations(organisations: Iterable[Organisation]) -> None:
    """After any change of names, profile, units, fields or domains. Ten thousand at once are fine."""
    found = list(organisations)
    _forget(found)
    prefetch_related_objects(found, *OF_ORGANISATIONS)
    for organisation in found:
        copy_names(organisation, list(organisation.names.all()))
    Organisation.objects.bulk_update(found, COPIES, batch_size=CHUNK)
    index_many(entry_of_organisation(organisation) for organisation in found)
    _forget(found)


def refresh_people(people: Iterable[Person]) -> None:
    found = list(people)
    _forget(found)
    prefetch_related_objects(found, *OF_PEOPLE)
    for person in found:
        copy_names(person, list(person.names.all()))
    Person.objects.bulk_update(found, COPIES, batch_size=CHUNK)
    index_many(entry_of_person(person) for person in found)
    _forget(found)


def index_organisations(ids: Iterable[UUID]) -> None:
    """The search entries alone, of entries whose copies are written."""
    found = list(ids)
    rows = Organisation.objects.standing().filter(pk__in=found).prefetch_related(*OF_ORGANISATIONS)
    index_many(entry_of_organisation(organisation) for organisation in rows.iterator(chunk_size=CHUNK))
    tell_names(found)


def index_people(ids: Iterable[UUID]) -> None:
    rows = Person.objects.filter(pk__in=list(ids)).prefetch_related(*OF_PEOPLE)
    index_many(entry_of_person(person) for person in rows.iterator(chunk_size=CHUNK))


def organisation_entries() -> Iterator[Entry]:
    """For `reindex`: all that stand, a few hundred at a time."""
    rows = Organisation.objects.standing().prefetch_related(*OF_ORGANISATIONS)
    for organisation in rows.iterator(chunk_size=CHUNK):
        yield entry_of_organisation(organisation)


def person_entries() -> Iterator[Entry]:
    for person in Person.objects.prefetch_related(*OF_PEOPLE).iterator(chunk_size=CHUNK):
        yield entry_of_person(person)


def name_in(names: Sequence[OrganisationName | PersonName], language: str) -> str:
    preferred = [name.value for name in names if name.language == language and name.is_preferred]
    return preferred[0] if preferred else ""


def copy_names(named: Named, names: Sequence[OrganisationName | PersonName]) -> None:
    """A name in a third language stands in where there is neither a Chinese nor an English one."""
    zh, en = name_in(names, "zh"), name_in(names, "en")
    if not zh and not en and names:
        en = min(names, key=lambda name: not name.is_preferred).value
    named.name_zh, named.name_en = zh, en
    is_person = isinstance(named, Person)
    named.sort_zh = sort_key(zh or en, "zh", is_surname_first=is_person)
    named.sort_en = sort_key(en or zh, "en")


def entry_of_organisation(organisation: Organisation) -> Entry:
    names = [name.value for name in organisation.names.all()]
    ids = [organisation.ror_id or "", organisation.ror_url, organisation.credit_code or ""]
    texts = [
        *[unit_name for unit in organisation.units.all() for unit_name in _both(unit)],
        *[domain.suffix for domain in organisation.domains.all()],
        *[country_name(organisation.country, language) for language in ("zh", "en")],
        organisation.city_zh,
        organisation.city_en,
        organisation.positioning_zh,
        organisation.positioning_en,
        organisation.core_business_zh,
        organisation.core_business_en,
        *_field_words(organisation),
    ]
    return Entry.of(organisation, _present([*names, *ids]), _present(texts))


def entry_of_person(person: Person) -> Entry:
    names = [name.value for name in person.names.all()]
    positions = [
        text
        for affiliation in person.affiliations.all()
        for text in (affiliation.position_zh, affiliation.position_en)
    ]
    return Entry.of(person, _present([*names, person.orcid or ""]), _present(positions))


def _field_words(organisation: Organisation) -> list[str]:
    fields = [
        *organisation.fields.all(),
        *[field for unit in organisation.units.all() for field in unit.fields.all()],
    ]
    words = [text for field in fields for text in (field.clarification_zh, field.clarification_en)]
    known = [FIELDS[nearest(field.code)] for field in fields if nearest(field.code)]
    return [*words, *[text for pair in known for text in pair]]


def _both(unit: Unit) -> tuple[str, str]:
    return unit.name_zh, unit.name_en


def _present(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text]


def _forget(records: Sequence[Named]) -> None:
    """Neither reads what was fetched before, nor leaves what will be stale after the next change."""
    for named in records:
        getattr(named, "_prefetched_objects_cache", {}).clear()
