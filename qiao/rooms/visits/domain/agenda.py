"""The accepted groups as entries of people's days."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.agenda import AgendaEntry, Both, Source
from qiao.rooms.visits.domain.names import LANGUAGES, text
from qiao.rooms.visits.domain.plan import note_release, require_not_forming
from qiao.rooms.visits.enums import IdentityDocument, PlanState
from qiao.rooms.visits.models import Visit, VisitRun, VisitSeat


def entries(exchange: Exchange) -> Iterator[AgendaEntry]:
    members: dict[UUID, set[UUID]] = defaultdict(set)
    seats = VisitSeat.objects.filter(plan__exchange=exchange, plan__state=PlanState.ACCEPTED)
    for run_id, member_id in seats.filter(member__state__in=ACTIVE_MEMBERS).values_list("run", "member"):
        members[run_id].add(member_id)
    runs = VisitRun.objects.filter(pk__in=members).select_related("visit__place", "place")
    for run in runs.order_by("starts_at", "id"):
        yield _entry(run, frozenset(members[run.pk]))


def _entry(run: VisitRun, members: frozenset[UUID]) -> AgendaEntry:
    visit, place = run.visit, run.where
    return AgendaEntry(
        key=f"visits.run:{run.pk}",
        kind="visit",
        starts_at=run.starts_at,
        ends_at=run.ends_at,
        title=Both(visit.title_zh, visit.title_en),
        place=Both(place.name_zh, place.name_en) if place else Both(),
        place_id=place.pk if place else None,
        notes=tuple(notes_of(visit)),
        members=members,
        partners=frozenset([visit.host_id] if visit.host_id else []),
        capacity=run.capacity,
        details={"visit": str(visit.pk)},
    )


def notes_of(visit: Visit) -> list[Both]:
    """Where to meet, whom to call, what to bring: for the people of the visit alone."""
    said = {short: _notes(visit, short, long) for short, long in LANGUAGES.items()}
    return [Both(zh, en) for zh, en in zip(said["zh"], said["en"], strict=True)]


def _notes(visit: Visit, short: str, long: str) -> list[str]:
    with override(long):
        notes = []
        if visit.meeting_point_zh or visit.meeting_point_en:
            notes.append(_("Meeting point: %(place)s") % {"place": text(visit, "meeting_point", short)})
        if contact := ", ".join(filter(None, [visit.contact_name, visit.contact_phone])):
            notes.append(_("Contact on site: %(contact)s") % {"contact": contact})
        return notes + rules_of_access(visit, short)


def rules_of_access(visit: Visit, short: str) -> list[str]:
    """In the active language, which `short` names."""
    rules = []
    if visit.identity != IdentityDocument.NONE:
        rules.append(_("Bring: %(document)s") % {"document": IdentityDocument(visit.identity).label})
    if visit.equipment_zh or visit.equipment_en:
        rules.append(
            _("Protective equipment: %(equipment)s") % {"equipment": text(visit, "equipment", short)}
        )
    if visit.bans_photos:
        rules.append(_("Photographs are not allowed."))
    return rules


SOURCE = Source(entries, may_release=require_not_forming, released=note_release)
