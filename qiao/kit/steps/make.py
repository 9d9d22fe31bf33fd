"""One change of a subject's state: allowed by its enum, stored with its row and its activity."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.db import models

from qiao.kit.activity.record import record
from qiao.kit.errors import QiaoError

Subject = TypeVar("Subject", bound=models.Model)
State = TypeVar("State", bound=models.TextChoices)


def latest_step(subject: Any) -> UUID:
    """The key of the row that a mail tells of: each step is told once."""
    return cast(UUID, subject.steps.order_by("-id").values_list("pk", flat=True)[0])


@dataclass(frozen=True)
class Steps(Generic[Subject, State]):
    """A room binds its two errors. The subject has `state`, `status` (the same as a member of its enum,
    which knows `can_become`) and its rows as `steps`."""

    wrong: Callable[..., QiaoError]  # told the present state
    reasonless: Callable[..., QiaoError] = QiaoError

    def require_state(self, subject: Subject, *states: str) -> None:
        now: Any = subject
        if now.state not in states:
            raise self.wrong(state=now.status.label)

    def required(self, reason: str) -> str:
        if not (cleaned := reason.strip()):
            raise self.reasonless()
        return cleaned

    def allowed(self, subject: Subject, state: State) -> State:
        """The present state, from which a step to `state` is possible."""
        now: Any = subject
        before: State = now.status
        if not now.status.can_become(state):
            raise self.wrong(state=before.label)
        return before

    def change(self, subject: Subject, state: State, **values: Any) -> State:
        """The caller holds the lock. `values` change with the state, in one statement; the state before."""
        before = self.allowed(subject, state)
        for name, value in (values | {"state": state}).items():
            setattr(subject, name, value)
        subject.full_clean()
        subject.save(update_fields=[*values, "state", "updated_at"])
        return before

    def note(self, subject: Subject, before: State | None, *, actor: Any, **said: Any) -> None:
        """The row and its activity; `said` are the row's own fields, such as `reason`."""
        now: Any = subject
        made = now.steps.model
        came_from = before.value if before else ""
        row = made(from_state=came_from, to_state=now.state, actor=actor, **{made.SUBJECT: subject}, **said)
        row.full_clean()
        row.save(force_insert=True)
        changes = {"state": [came_from or None, str(now.state)]}
        record(actor, f"{made.NOUN}.{now.state}", subject, changes=changes)

    def step(self, subject: Subject, state: State, *, actor: Any, reason: str = "", **values: Any) -> None:
        before = self.change(subject, state, **values)
        self.note(subject, before, actor=actor, **({"reason": reason} if reason else {}))
