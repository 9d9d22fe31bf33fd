"""What a confirmed change sends: one mail to each whose own day changed, and to nobody else."""

import re

from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Partner
from qiao.rooms.meetings.domain.audience import told_with
from qiao.rooms.meetings.domain.happening import confirm_change, propose_change
from qiao.rooms.meetings.enums import HappeningKind
from qiao.rooms.meetings.models import MeetingParty, MeetingRound
from tests.rooms.meetings.domain.test_agenda import stand
from tests.rooms.programme.releasing import release

Parties = dict[str, MeetingParty]


def written() -> dict[str, str]:
    """The calendar of each mail, by its address."""
    found = {}
    for mail in OutboxMail.objects.filter(template="programme.changes"):
        assert mail.recipient not in found
        found[mail.recipient] = "".join(bytes(each.content).decode() for each in mail.attachments.all())
    return found


def events(calendar: str) -> dict[str, tuple[int, str, str]]:
    """Of each UID its sequence, its state and its beginning."""
    found = {}
    for part in calendar.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]:
        uid, sequence = re.findall(r"UID:(\S+)", part)[0], int(re.findall(r"SEQUENCE:(\d+)", part)[0])
        found[uid] = (
            sequence,
            re.findall(r"STATUS:(\w+)", part)[0],
            re.findall(r"DTSTART[^:]*:(\S+)", part)[0],
        )
    return found


def test_cancellation_is_told_to_those_who_had_a_meeting_with_it(
    wished: MeetingRound, parties: Parties, organiser: Partner, fay: User, una: User, hui: User
) -> None:
    stand(wished, fay)
    release(organiser, fay)
    before = written()
    assert set(before) == {
        "una@people.example", "hui@people.example", "duke@people.example", "anu@people.example",
    }  # fmt: skip
    OutboxMail.objects.all().delete()
    values = {"kind": HappeningKind.CANCELS, "party": parties["Columbia"]}
    change = propose_change(wished, actor=fay, values=values)
    assert change.timetable is not None

    told = told_with(change.timetable)
    assert not OutboxMail.objects.exists()
    confirm_change(change, actor=fay)
    assert not OutboxMail.objects.exists()
    release(organiser, fay)

    assert told == 2
    assert set(written()) == {"una@people.example", "hui@people.example"}
    for address, calendar in written().items():
        gone = {uid: each for uid, each in events(calendar).items() if each[1] == "CANCELLED"}
        assert gone
        assert all(each[0] > events(before[address])[uid][0] for uid, each in gone.items())


def test_moved_meeting_keeps_its_entry_in_the_calendar(
    wished: MeetingRound, parties: Parties, organiser: Partner, fay: User, una: User, hui: User
) -> None:
    timetable = stand(wished, fay)
    release(organiser, fay)
    before = written()
    OutboxMail.objects.all().delete()
    meeting = timetable.meetings.told().get(guest=parties["Columbia"], host=parties["Innovation"])
    values = {"kind": HappeningKind.AWAY, "party": parties["Columbia"], "slot": meeting.slot}

    change = confirm_change(propose_change(wished, actor=fay, values=values), actor=fay)
    release(organiser, fay)

    assert change.timetable is not None
    moved = change.timetable.meetings.get(guest=meeting.guest, host=meeting.host)
    assert moved.slot != meeting.slot
    old, new = (events(each["una@people.example"]) for each in (before, written()))
    (uid,) = (each for each in old if str(meeting.key).split(":")[1] in each)
    assert new[uid][0] > old[uid][0]
    assert new[uid][2] != old[uid][2]
