"""How a person's rows are found and emptied: what was arranged stays, without who did it."""

from typing import Any

from django.db.models import QuerySet

from qiao.kit.classification import DataSubject, Erase, Find
from qiao.rooms.meetings.models import MeetingNote, NextStep

NOBODY = "–"


def of_user(model: Any, *columns: str) -> tuple[Find, Erase]:
    """Rows that name an account in one of the columns, and forgetting it there."""

    def find(subject: DataSubject) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.filter(subject.is_at(*columns))
        return found

    def erase(rows: QuerySet[Any]) -> int:
        return rows.update(**dict.fromkeys(columns, None))

    return find, erase


def erase_notes(notes: QuerySet[MeetingNote]) -> int:
    return notes.update(text=NOBODY, author=None)


def erase_steps(steps: QuerySet[NextStep]) -> int:
    return steps.update(text=NOBODY, author=None)


def erase_answers(wishes: QuerySet[Any]) -> int:
    return wishes.update(answered_by=None, answer_note="")


def erase_bans(pairs: QuerySet[Any]) -> int:
    return pairs.update(forbidden_by=None, reason="")


def erase_happenings(happenings: QuerySet[Any]) -> int:
    return happenings.update(said_by=None, settled_by=None, note="")
