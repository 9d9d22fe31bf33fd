from typing import Any

from qiao.kit.access import may
from qiao.kit.jobs.health import has_live_worker
from qiao.rooms.meetings.domain.timetable import is_outdated
from qiao.rooms.meetings.enums import TimetableState
from qiao.rooms.meetings.models import Happening, MeetingRound, Timetable
from qiao.rooms.meetings.pages.worth import quality_of, worth_of

SHOWN = 50


def list_context(meeting_round: MeetingRound, reader: Any) -> dict[str, Any]:
    rows = list(meeting_round.timetables.light().select_related("asked_by__person", "job__task")[:SHOWN])
    return {
        "exchange": meeting_round.exchange,
        "round": meeting_round,
        "step": "timetables",
        "timetables": [(each, quality_of(each) if each.solved_at else "") for each in rows],
        "may_plan": may(reader, "meetings.plan_round", meeting_round),
    }


def page_context(timetable: Timetable, reader: Any) -> dict[str, Any]:
    found = timetable.round
    plans = may(reader, "meetings.plan_round", found)
    is_solved = timetable.solved_at is not None
    change = Happening.objects.filter(timetable=timetable).first()
    plans = plans and change is None
    return progress_context(timetable, reader) | {
        "worth": worth_of(timetable) if is_solved else None,
        "others": _others(timetable) if is_solved else [],
        "change": change,
        "is_outdated": not change and timetable.state == TimetableState.CHECKED and is_outdated(timetable),
        "may_accept": plans and timetable.state == TimetableState.CHECKED,
        "may_discard": plans and timetable.state in (TimetableState.CHECKED, TimetableState.FAILED),
    }


def progress_context(timetable: Timetable, reader: Any) -> dict[str, Any]:
    job = timetable.job
    is_running = timetable.state == TimetableState.DRAFT and job is not None and not job.is_finished
    return {
        "exchange": timetable.round.exchange,
        "round": timetable.round,
        "step": "timetables",
        "timetable": timetable,
        "job": job,
        "is_running": is_running,
        "nobody_works": bool(
            is_running and job and job.state == "waiting" and not has_live_worker(job.queue)
        ),
        "may_stop": bool(is_running and job and job.can_be_cancelled and may(reader, "jobs.cancel_job", job)),
    }


def _others(timetable: Timetable) -> list[Timetable]:
    """With which it can be compared."""
    rows = timetable.round.timetables.light().exclude(pk=timetable.pk).exclude(solved_at=None)
    return list(rows[:SHOWN])
