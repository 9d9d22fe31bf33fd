"""What somebody sees before they release: the difference in words, the faults, and who gets which mail."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings

from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.programme.domain.recipients import Recipient
from qiao.rooms.programme.domain.release import Candidate
from qiao.rooms.programme.domain.release_letters import about
from qiao.rooms.programme.releases.difference import Change, PartyKind
from qiao.rooms.programme.releases.feasible import digest_of
from qiao.rooms.programme.releases.words import tell_change, tell_fault

ON_A_PAGE = 50
MOST = 200  # sentences of a difference on one page


@dataclass(frozen=True, slots=True)
class Shown:
    """A recipient in words."""

    address: str
    name: str
    language: str
    parts: list[tuple[str, list[str]]]


def preview(candidate: Candidate, page: int) -> dict[str, Any]:
    """In the active language. `page` counts from 1; beyond the last one there is nothing."""
    zone, everybody = candidate.exchange.zone, candidate.recipients
    start = (page - 1) * ON_A_PAGE
    return {
        "candidate": candidate,
        "change_count": len(candidate.changes),
        "changes": sentences(candidate.changes, candidate.exchange),
        "faults": [tell_fault(fault, zone) for fault in candidate.faults],
        "faults_digest": digest_of(candidate.faults),
        "recipient_count": len(everybody),
        "recipients": [_shown(each, candidate.exchange) for each in everybody[start : start + ON_A_PAGE]],
        "page_number": page,
        "previous_page": page - 1,
        "next_page": page + 1 if start + ON_A_PAGE < len(everybody) else None,
    }


def sentences(changes: list[Change], exchange: Exchange) -> list[str]:
    return [tell_change(change, exchange.zone) for change in changes[:MOST]]


def partners_of(exchange: Exchange, mine: set[UUID]) -> list[Partner]:
    """Those owners in whose name the actor may release."""
    rows = exchange.partners.owning().filter(organisation__in=mine).select_related("organisation")
    return list(rows)


def _shown(recipient: Recipient, exchange: Exchange) -> Shown:
    parts = [
        (about(part), [tell_change(change, exchange.zone) for change in part.changes])
        for part in recipient.parts
    ]
    names = [str(part.about.name) for part in recipient.parts if part.party.kind is PartyKind.MEMBER]
    is_named = bool(names) and not recipient.parts[0].through
    language = str(dict(settings.LANGUAGES).get(recipient.language, ""))
    return Shown(recipient.address, names[0] if is_named else "", language, parts)
