"""What releases and itineraries tell the other rooms, once the models are loaded."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.classification import classify
from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.rooms.exchanges.decisions import on_taken
from qiao.rooms.exchanges.doors import delegation_doors, exchange_doors
from qiao.rooms.programme.domain import release_erasure as erasure
from qiao.rooms.programme.domain.release import ON_TAKEN
from qiao.rooms.programme.domain.release_letters import TEMPLATE
from qiao.rooms.programme.itinerary.doors import delegation_ways, exchange_ways
from qiao.rooms.programme.models import CalendarFeed, Release, ReleasedName
from qiao.rooms.programme.release_sentences import ACTIONS
from qiao.rooms.programme.releases import rules

SAMPLE: dict[str, Any] = {
    "exchange": "Overseas Talent Exchange 2027",
    "number": 2,
    "note": "",
    "zone": "Asia/Shanghai",
    "has_calendar": True,
    "parts": [
        {
            "heading": "",
            "lines": ["“Battery laboratory” on 10 May moved from 10:00–11:00 to 11:00–12:00."],
            "url": "https://qiao.example/en/programme/itineraries/…",
        }
    ],
}


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    on_taken.register("programme.release", ON_TAKEN)
    kind = MailTemplate("mail/programme/changes", SAMPLE, _("Changes of an itinerary"))
    mail_templates.register(TEMPLATE, kind)
    exchange_doors.register("programme.releases", exchange_ways)
    delegation_doors.register("programme.itinerary", delegation_ways)
    _classify()


def _classify() -> None:
    classify(
        Release,
        plain=["exchange", "number", "note_zh", "note_en", "entries", "people", "digest", "released_at"],
        personal=["released_by"],
        find=erasure.find_releases,
        erase=erasure.forget_releasers,
    )
    classify(
        ReleasedName,
        plain=["release"],
        personal=["person_id"],
        find=erasure.find_names,
        erase=erasure.erase_names,
    )
    classify(
        CalendarFeed,
        plain=["exchange", "member", "delegation", "partner", "language", "revoked_at"],
        personal=["user"],
        find=erasure.find_feeds,
        erase=erasure.remove_feeds,
    )
