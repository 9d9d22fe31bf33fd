"""The visits of the next exchange, from those of the last: the same hours by the clock there, as many days
after the first. Contacts, wishes and groups are people's own matter and are not copied."""

import datetime as dt
from typing import Any

from qiao.rooms.directory.domain.membership import standing
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.models import Place, ProgrammeItem
from qiao.rooms.visits.models import Visit, VisitRun

NOT_COPIED = {
    *("id", "created_at", "updated_at", "exchange", "host", "place"),
    *("contact_name", "contact_phone", "contact_email"),
}


def copy_visits(exchange: Exchange, copy: Exchange) -> None:
    """The programme was copied before: places and sessions are found again by what they are called."""
    places = {_called(place): place for place in Place.objects.filter(exchange=copy)}
    hosts = {partner.organisation_id: partner for partner in copy.partners.all()}
    names = [field.attname for field in Visit._meta.concrete_fields if field.name not in NOT_COPIED]
    for visit in exchange.visits.select_related("host__organisation", "place"):
        made = Visit(exchange=copy, **{name: getattr(visit, name) for name in names})
        made.host = hosts.get(standing(visit.host.organisation).pk) if visit.host else None
        made.place = places.get(_called(visit.place)) if visit.place else None
        made.save(force_insert=True)
        _copy_runs(visit, made, places)


def _copy_runs(visit: Visit, made: Visit, places: dict[Any, Place]) -> None:
    sessions = {_session(item): item for item in ProgrammeItem.objects.filter(exchange=made.exchange)}
    for run in visit.runs.select_related("place", "frame"):
        kept = {name: getattr(run, name) for name in ("capacity", "language", "is_interpreted")}
        copy = VisitRun(visit=made, **kept)
        copy.starts_at = moved(run.starts_at, visit.exchange, made.exchange)
        copy.ends_at = moved(run.ends_at, visit.exchange, made.exchange)
        copy.place = places.get(_called(run.place)) if run.place else None
        if run.frame:
            begins = moved(run.frame.starts_at, visit.exchange, made.exchange)
            copy.frame = sessions.get((run.frame.title_zh, run.frame.title_en, begins))
        copy.save(force_insert=True)


def moved(moment: dt.datetime, exchange: Exchange, copy: Exchange) -> dt.datetime:
    there = moment.astimezone(exchange.zone)
    day = copy.starts_on + (there.date() - exchange.starts_on)
    return dt.datetime.combine(day, there.time(), tzinfo=copy.zone).astimezone(dt.UTC)


def _called(place: Place) -> tuple[str, str, str, int]:
    return place.kind, place.name_zh, place.name_en, place.position


def _session(item: ProgrammeItem) -> tuple[str, str, dt.datetime]:
    return item.title_zh, item.title_en, item.starts_at
