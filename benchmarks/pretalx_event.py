"""An event of pretalx with as many sessions as are wanted, and what its pages take. Run by the Python of
pretalx' own environment (`benchmarks/programme_peer.py` makes it), on a new SQLite database in the folder
that the environment names, with pretalx' settings as they come.

python pretalx_event.py SESSIONS …      prints one JSON object as its last line
"""

import datetime as dt
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

TRACKS, ROOMS, DAYS = 6, 12, 4
WARM = 5
ABSTRACT = "Jobs, training plans and topics of research are introduced, with time for questions. "
EDITOR, LIST = "editor", "sessions, list of 50"
PAGES = {
    "public programme": "/{slug}/schedule/nojs",
    "JSON": "/{slug}/schedule/export/schedule.json",
    "XML": "/{slug}/schedule/export/schedule.xml",
    "iCalendar": "/{slug}/schedule/export/schedule.ics",
    LIST: "/orga/event/{slug}/submissions/",
    EDITOR: "/orga/event/{slug}/schedule/api/talks/",
}
SIGNED_IN = (LIST, EDITOR)


def main(sizes: list[int]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "pretalx.settings"
    import django
    from django.core.management import call_command

    django.setup()
    figures: dict[str, Any] = {"version": _version(), "python": sys.version.split()[0], "cpu_ms": {}}
    figures["migrate_cpu_s"] = cpu(lambda: call_command("migrate", verbosity=0, interactive=False))
    call_command("collectstatic", verbosity=0, interactive=False)
    for size in sizes:
        event: list[Any] = []
        figures[f"seed_cpu_s:{size}"] = cpu(lambda size=size, event=event: event.append(seeded(size)))
        for name, path in PAGES.items():
            took = measured(path.format(slug=event[0].slug), signed_in=name in SIGNED_IN)
            figures["cpu_ms"][f"{name}:{size}"] = took
    sys.stdout.write(f"\n{json.dumps(figures)}\n")


def _version() -> str:
    from importlib.metadata import version

    return version("pretalx")


def cpu(act: Callable[[], Any]) -> float:
    before = time.process_time()
    act()
    return round(time.process_time() - before, 4)


def seeded(size: int) -> Any:
    """Through its own models; the schedule is released as its editor does."""
    from django_scopes import scope, scopes_disabled
    from pretalx.event.models import Event
    from pretalx.event.utils import create_organiser_with_team
    from pretalx.person.models import User

    with scopes_disabled():
        user = User.objects.create_user(email=f"orga{size}@people.example", name="Orga")
        User.objects.filter(pk=user.pk).update(is_administrator=True)
        organiser, team = create_organiser_with_team(name="Federation", slug=f"org{size}", users=[user])
        event = Event.objects.create(
            name=f"Overseas talent exchange of {size} sessions", slug=f"exchange{size}", organiser=organiser,
            is_public=True, date_from=dt.date(2027, 5, 10), date_to=dt.date(2027, 5, 10 + DAYS - 1),
            timezone="Asia/Shanghai", email="orga@people.example", locale_array="en", locale="en",
        )  # fmt: skip
    with scope(event=event):
        event.build_initial_data()
        team.limit_events.add(event)
        fill(event, size)
        event.wip_schedule.freeze("v1", notify_speakers=False)
    return event


def fill(event: Any, size: int) -> None:
    """As many as a room at once; when a day is full, the next one. Sessions of one speaker each."""
    from pretalx.person.models import SpeakerProfile, User
    from pretalx.schedule.models import Room
    from pretalx.submission.models import Submission, SubmissionStates, Track

    rooms = [Room.objects.create(event=event, name=f"Hall {n}", position=n) for n in range(ROOMS)]
    tracks = [Track.objects.create(event=event, name=f"Track {n}", color="#225577") for n in range(TRACKS)]
    for number in range(size):
        speaker = User.objects.create_user(email=f"s{number}.{size}@people.example", name=f"Speaker {number}")
        SpeakerProfile.objects.create(user=speaker, event=event, biography="Works on joint laboratories.")
        session = Submission.objects.create(
            event=event, title=f"Joint laboratories for smart vehicles, part {number}",
            submission_type=event.cfp.default_type, track=tracks[number % TRACKS], content_locale="en",
            abstract=ABSTRACT * 2,
            state=SubmissionStates.CONFIRMED,
        )  # fmt: skip
        session.speakers.add(speaker)
        session.update_talk_slots()
        slot = session.slots.get(schedule=event.wip_schedule)
        turn = number // ROOMS
        day, step = turn % DAYS, turn // DAYS
        slot.start = event.datetime_from + dt.timedelta(days=day, hours=8, minutes=20 * step)
        slot.end = slot.start + dt.timedelta(minutes=20)
        slot.room = rooms[number % ROOMS]
        slot.save()


def measured(path: str, *, signed_in: bool) -> float:
    """Milliseconds of CPU of a warm request, the median of some. Nothing instruments the templates."""
    from django.conf import settings
    from django.test import Client
    from django_scopes import scopes_disabled
    from pretalx.person.models import User

    client = Client(headers={"host": settings.SITE_NETLOC.split(":")[0]})
    if signed_in:
        with scopes_disabled():
            client.force_login(User.objects.filter(is_administrator=True).last())
    ask(client, path), ask(client, path)
    return round(statistics.median(cpu(lambda: ask(client, path)) for _ in range(WARM)) * 1000, 1)


def ask(client: Any, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code, answer.headers)
    return b"".join(answer) if answer.streaming else answer.content


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
