"""What an opportunity is found by, written together with what it comes from."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import override

from qiao.kit.bilingual.search import Entry, index_many, recode
from qiao.rooms.directory.countries import country_name
from qiao.rooms.directory.isced import FIELDS, nearest
from qiao.rooms.opportunities.codes import codes_of
from qiao.rooms.opportunities.models import Opportunity, Supervisor

LANGUAGES = ("zh-hans", "en")
CHUNK = 500


def refresh_entry(opportunity: Opportunity) -> None:
    """After any change of texts, fields or supervisors, in the transaction that makes it."""
    refresh_entries([opportunity.pk])


def refresh_codes(opportunity: Opportunity) -> None:
    """After a change of its state, fields or languages, likewise."""
    recode(opportunity, codes_of(opportunity))


def refresh_entries(ids: Iterable[UUID]) -> None:
    index_many(map(entry_of, _rows().filter(pk__in=list(ids))))


def opportunity_entries() -> Iterator[Entry]:
    """For `reindex`: all of them, a few hundred at a time."""
    yield from map(entry_of, _rows().iterator(chunk_size=CHUNK))


def entry_of(opportunity: Opportunity) -> Entry:
    host = [name.value for name in opportunity.host.names.all()]
    copies = [opportunity.host.name_zh, opportunity.host.name_en]
    names = [opportunity.title_zh, opportunity.title_en, *dict.fromkeys([*copies, *host])]
    return Entry.of(
        opportunity, filter(None, names), filter(None, _texts(opportunity)), codes_of(opportunity)
    )


def _texts(opportunity: Opportunity) -> Iterator[str]:
    yield from _kind_labels(opportunity)
    yield from (opportunity.city_zh, opportunity.city_en)
    if opportunity.country:
        yield from (country_name(opportunity.country, language) for language in ("zh", "en"))
    yield from _field_words(opportunity)
    for supervisor in opportunity.supervisors.all():
        yield from _both(supervisor)
    yield from (opportunity.description_zh, opportunity.description_en)
    yield from (opportunity.requirements_zh, opportunity.requirements_en)


def _kind_labels(opportunity: Opportunity) -> Iterator[str]:
    for language in LANGUAGES:
        with override(language):
            yield str(opportunity.kind_code.label)


def _field_words(opportunity: Opportunity) -> Iterator[str]:
    for field in opportunity.fields.all():
        yield from (field.clarification_zh, field.clarification_en)
        yield from FIELDS.get(nearest(field.code), ()) if field.scheme == "isced-f-2013" else ()


def _both(supervisor: Supervisor) -> tuple[str, ...]:
    return (supervisor.name_zh, supervisor.name_en, supervisor.topic_zh, supervisor.topic_en)


def _rows() -> QuerySet[Opportunity]:
    rows = Opportunity.objects.select_related("host")
    return rows.prefetch_related("host__names", "fields", "supervisors")
