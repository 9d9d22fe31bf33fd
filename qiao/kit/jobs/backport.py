"""The one place that names the Tasks API: from Django 6.0 `django.tasks` takes the backport's place here."""

from typing import Any, TypeAlias

from django_tasks import task
from django_tasks.base import Task, TaskContext, TaskResultStatus
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult, get_date_max

StoredTask: TypeAlias = DBTaskResult[..., Any]

__all__ = [
    "DBTaskResult",
    "StoredTask",
    "Task",
    "TaskContext",
    "TaskResultStatus",
    "get_date_max",
    "normalize_json",
    "task",
]
