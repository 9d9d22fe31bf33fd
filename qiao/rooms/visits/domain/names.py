"""What the engine's ids are called, in both languages."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from qiao.kit.bilingual.localized import localized
from qiao.rooms.visits.domain.facts import STEP_FREE, Facts
from qiao.rooms.visits.enums import Tier
from qiao.rooms.visits.models import VisitPin, VisitRun

LANGUAGES = {"zh": "zh-hans", "en": "en"}


def names_of(facts: Facts) -> dict[str, dict[str, str]]:
    return {short: _names(facts, short, long) for short, long in LANGUAGES.items()}


def _names(facts: Facts, short: str, long: str) -> dict[str, str]:
    with override(long):
        names = {key: text(member, "name", short) for key, member in facts.members.items()}
        names |= {key: text(visit, "title", short) for key, visit in facts.visits.items()}
        names |= {key: run_name(run, facts.exchange.zone) for key, run in facts.runs.items()}
        names |= {tier.value: str(tier.label) for tier in Tier}
        return names | {STEP_FREE: _("a way without steps")}


def text(record: Any, pair: str, short: str) -> str:
    return str(localized(getattr(record, f"{pair}_zh"), getattr(record, f"{pair}_en"), short))


def run_name(run: VisitRun, zone: Any) -> str:
    """In the active language: the visit, and when by the clock where the exchange is."""
    begins = date_format(run.starts_at.astimezone(zone), pgettext("format of a day without its year", "j F"))
    times = f"{run.starts_at.astimezone(zone):%H:%M}–{run.ends_at.astimezone(zone):%H:%M}"
    return _("%(visit)s (%(day)s, %(times)s)") % {"visit": run.visit.title, "day": begins, "times": times}


class KeptOut:
    """Why the room forbids a group to somebody: by hand, by another entry, or by the way to it."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        pins = VisitPin.objects.filter(run__visit__exchange=facts.exchange, forbids=True)
        self.pins = {(str(pin.member_id), str(pin.run_id)) for pin in pins}

    def __call__(self, guest: str, run: str) -> Mapping[str, str] | None:
        return {short: self._said(guest, run, short, long) for short, long in LANGUAGES.items()}

    def _said(self, guest: str, run: str, short: str, long: str) -> str:
        member, row = self.facts.members[guest], self.facts.runs[run]
        with override(long):
            values = {"name": text(member, "name", short), "run": run_name(row, self.facts.exchange.zone)}
            hindrance = self.facts.hindrances[member.pk].get(row.pk)
            if hindrance is None:
                return _("The organisers keep %(name)s out of %(run)s.") % values
            values["other"] = str(localized(hindrance.title.zh, hindrance.title.en, short))
            if hindrance.is_way:
                return _("The way between %(other)s and %(run)s takes %(name)s too long.") % values
            return _("%(name)s is at %(other)s during %(run)s.") % values
