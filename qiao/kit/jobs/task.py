"""How a background body is declared: its queue, how often it is tried, how long it may take."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from django.db import OperationalError
from django.utils.module_loading import import_string

from qiao.kit.jobs.backport import Task, task
from qiao.kit.jobs.errors import TryAgain
from qiao.kit.registry import Registry

Value = TypeVar("Value")
ALWAYS_TRANSIENT: tuple[type[Exception], ...] = (TryAgain, OperationalError)


@dataclass(frozen=True)
class TaskRules:
    """`transient` names what passes by itself; any other exception fails at once."""

    attempts: int = 5
    longest: timedelta = timedelta(minutes=15)
    transient: tuple[type[Exception], ...] = ALWAYS_TRANSIENT


task_rules: Registry[TaskRules] = Registry("task")


def job_task(
    *,
    queue: str = "default",
    attempts: int = 5,
    longest: timedelta = timedelta(minutes=15),
    transient: tuple[type[Exception], ...] = (),
    priority: int = 0,
) -> Callable[[Callable[..., Value]], Task[..., Value]]:
    """Declares a function of a module as a task. Its first argument is the id of its job, a str."""
    if attempts < 1 or longest <= timedelta(0):
        raise ValueError(f"a task needs an attempt and some time, got {attempts} and {longest}")
    rules = TaskRules(attempts, longest, (*ALWAYS_TRANSIENT, *transient))

    def declare(body: Callable[..., Value]) -> Task[..., Value]:
        declared: Task[..., Value] = task(priority=priority, queue_name=queue)(body)
        task_rules.register(declared.module_path, rules)
        return declared

    return declare


def rules_of(task_path: str) -> TaskRules:
    """The declared rules; a task that this worker cannot import has the default ones."""
    try:
        import_string(task_path)
    except Exception:  # noqa: BLE001 (whatever a broken module raises, its tasks must still be settled)
        return TaskRules()
    return task_rules.get(task_path) if task_path in task_rules else TaskRules()
