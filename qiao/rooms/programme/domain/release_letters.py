"""The mails about a release: one for each person whose own day changed, with the changes in words. A job that
the release started writes them: some hundred would hold the lock of the database for seconds."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from qiao.kit.mail.bulk import Letter, queue_mails
from qiao.kit.mail.outbox import Attachment
from qiao.rooms.exchanges.domain.letters import sender_of
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.domain.recipients import Part, Recipient, recipients_of
from qiao.rooms.programme.domain.snapshot import released
from qiao.rooms.programme.itinerary.addresses import itinerary_url
from qiao.rooms.programme.itinerary.calendar import calendar_of
from qiao.rooms.programme.models import Release
from qiao.rooms.programme.releases.difference import PartyKind
from qiao.rooms.programme.releases.words import tell_change

TEMPLATE = "programme.changes"
CALENDAR = "text/calendar; method=PUBLISH; charset=utf-8"


def readers_of(release: Release) -> list[Recipient]:
    """Two releases that do not change say whose day changed; who reads for them is asked now."""
    last = Release.objects.filter(exchange=release.exchange, number=release.number - 1).first()
    return recipients_of(release.exchange, released(last), released(release))


def tell_of_release(release: Release, recipients: Iterable[Recipient]) -> int:
    """How many mails were written; nobody is written to twice about the same release."""
    letters = [_letter(release, release.exchange, recipient) for recipient in recipients]
    return queue_mails(TEMPLATE, letters, actor=release.released_by)


def _letter(release: Release, exchange: Exchange, recipient: Recipient) -> Letter:
    language = recipient.language
    with override(language):
        return Letter(
            to=recipient.user or recipient.address,
            context=context_of(release, exchange, recipient),
            key=f"programme.release:{release.pk}:{recipient.key}",
            language=language,
            attachments=list(_attachments(release, exchange, recipient)),
            reply_to=recipient.sender.reply_to,
            sender_name=sender_of(recipient.sender, language),
        )


def context_of(release: Release, exchange: Exchange, recipient: Recipient) -> dict[str, Any]:
    """In the active language."""
    return {
        "exchange": str(exchange.name),
        "number": release.number,
        "note": str(release.note),
        "zone": exchange.time_zone,
        "has_calendar": not all(part.through for part in recipient.parts),
        "parts": [_part(part, exchange, recipient.language) for part in recipient.parts],
    }


def about(part: Part) -> str:
    """Whose day it is, as a heading; empty for one's own."""
    if part.party.kind is PartyKind.MEMBER:
        return _("For %(name)s") % {"name": part.about.name} if part.through else ""
    return _("For %(name)s") % {"name": part.about.organisation.name}


def _part(part: Part, exchange: Exchange, language: str) -> dict[str, Any]:
    return {
        "heading": about(part),
        "lines": [tell_change(change, exchange.zone) for change in part.changes],
        "url": itinerary_url(part.party, language),
    }


def _attachments(release: Release, exchange: Exchange, recipient: Recipient) -> Iterator[Attachment]:
    """What is still in one of the days is not cancelled, whatever has left another of them. What a head is
    told for somebody else does not enter the head's calendar."""
    there = {entry.key: entry for entry in _sides(recipient, "after")}
    gone = {entry.key: entry for entry in _sides(recipient, "before") if entry.key not in there}
    if there or gone:
        told = calendar_of(release, exchange, there.values(), gone=gone.values())
        yield Attachment("itinerary.ics", CALENDAR, told)


def _sides(recipient: Recipient, side: str) -> Iterator[AgendaEntry]:
    own = (change for part in recipient.parts if not part.through for change in part.changes)
    yield from (entry for change in own if (entry := getattr(change, side)))
