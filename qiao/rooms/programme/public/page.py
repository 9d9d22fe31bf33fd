"""What the public page of an exchange, and the page of one session, are rendered from."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.localized import active_language, sort_field
from qiao.kit.bilingual.sorting import sort_key
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.enums import SEATED, PartnerRole
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.enums import ItemKind, SpeakerRole
from qiao.rooms.programme.models import Material, Release
from qiao.rooms.programme.public.choice import Choice, offers
from qiao.rooms.programme.public.media import shown
from qiao.rooms.programme.public.people import members_named, speakers_named
from qiao.rooms.programme.public.sessions import (
    by_day,
    id_of,
    one_of,
    public_entries,
    session_of,
)
from qiao.rooms.programme.public.stamp import standing_copy

SESSIONS = "programme.item"  # what the keys of sessions begin with
KINDS, ROLES = dict(ItemKind.choices), dict(SpeakerRole.choices)
ROWS = (
    ((PartnerRole.ORGANISER, PartnerRole.CO_ORGANISER), _("Organisers")),
    ((PartnerRole.HOST,), _("Hosts")),
    ((PartnerRole.SUPPORTER,), _("Supporters")),
)


@dataclass(frozen=True)
class Links:
    """How pages refer to each other: `site` stands before addresses of the rest of the site, `end` after the
    id of a session; an offline copy has its own."""

    site: str = ""
    up: str = "../"
    end: str = "/"
    is_offline: bool = False


@dataclass
class Programme:
    """The current release of an exchange, its entries read once."""

    exchange: Exchange

    @cached_property
    def release(self) -> Release | None:
        return Release.objects.current(self.exchange)

    @cached_property
    def entries(self) -> list[AgendaEntry]:
        return public_entries(self.release)

    @cached_property
    def by_id(self) -> dict[str, AgendaEntry]:
        return {id_of(entry): entry for entry in self.entries}


def page_context(
    programme: Programme, choice: Choice, reader: ZoneInfo | None = None, links: Links | None = None
) -> dict[str, Any]:
    exchange = programme.exchange
    wanted = choice.apply(programme.entries)
    context = {
        "exchange": exchange,
        "release": programme.release,
        "choice": choice,
        "offers": offers(programme.entries, choice),
        "days": by_day(wanted, exchange.zone, reader),
        "number": len(wanted),
        "reader": str(reader or ""),
        "links": links or Links(),
    }
    return context if choice else context | _around(exchange)


def session_context(
    programme: Programme, entry: AgendaEntry, reader: ZoneInfo | None = None, links: Links | None = None
) -> dict[str, Any]:
    exchange, session = programme.exchange, session_of(entry)
    [day] = by_day([entry], exchange.zone, reader)
    is_own = entry.key.startswith(f"{SESSIONS}:")  # not of a room above
    return {
        "exchange": exchange,
        "session": session,
        "day": day,
        "slot": day.slots[0],
        "reader": str(reader or ""),
        "kind": str(KINDS.get(entry.kind, "")),
        "host": one_of(entry.details.get("host")),
        "summary": one_of(entry.details.get("summary")),
        "speakers": _speakers(entry),
        "materials": shown(public_materials(exchange, UUID(session.id))) if is_own else [],
        "takes_questions": is_own,
        "links": links or Links(),
    }


def public_materials(exchange: Exchange, session: UUID | None = None) -> list[Material]:
    """Of the exchange as a whole, or of one session."""
    rows = exchange.materials.public().with_files()
    return list(rows.filter(item=session) if session else rows.filter(item=None))


def _speakers(entry: AgendaEntry) -> list[dict[str, str]]:
    return [
        {
            "name": one_of(each.get("name")),
            "organisation": one_of(each.get("organisation")),
            "role": str(ROLES.get(each.get("role", ""), "")),
            "person_id": each.get("person_id") or "",
        }
        for each in speakers_named([entry])[entry.key]
    ]


def _around(exchange: Exchange) -> dict[str, Any]:
    partners = list(exchange.partners.select_related("organisation__logo"))
    universities = list(_universities(exchange).order_by("country", sort_field(), "pk"))
    materials = shown(public_materials(exchange))
    return {
        "by_role": [(_of_roles(partners, *roles), label) for roles, label in ROWS],
        "universities": universities,
        "countries": _by_country(universities),
        "members": members_named(exchange),
        "films": [each for each in materials if each.is_film],
        "materials": [each for each in materials if not each.is_film],
        "offline": standing_copy(exchange),
        "image": _image(partners),
    }


def _image(partners: list[Partner]) -> str:
    """For messengers: the first logo."""
    logos = [each.organisation.logo for each in partners if each.organisation.logo]
    return settings.BASE_URL + logos[0].get_absolute_url() if logos else ""


def _of_roles(partners: list[Partner], *roles: PartnerRole) -> list[Partner]:
    """In the order of the logos."""
    return [each for each in partners if each.role in roles and each.organisation.is_published]


def _by_country(universities: list[Organisation]) -> list[tuple[str, list[Organisation]]]:
    """Countries in the order of their names, as the reader calls them."""
    found: dict[str, list[Organisation]] = {}
    for each in universities:
        found.setdefault(each.country_name, []).append(each)
    language = active_language()
    return sorted(found.items(), key=lambda pair: sort_key(pair[0], language))


def _universities(exchange: Exchange) -> QuerySet[Organisation]:
    """Those that hold seats."""
    seated = exchange.delegations.filter(state__in=SEATED).values("organisation")
    return Organisation.objects.published().filter(pk__in=seated)
