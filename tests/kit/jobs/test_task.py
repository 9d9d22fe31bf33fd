from datetime import timedelta

import pytest
from django.db import OperationalError

from qiao.kit.jobs.errors import TryAgain
from qiao.kit.jobs.task import TaskRules, job_task, rules_of
from tests.kit.jobs import bodies


def test_declared_rules_are_found_by_path() -> None:
    rules = rules_of("tests.kit.jobs.bodies.stumble")

    assert rules == TaskRules(3, timedelta(minutes=15), (TryAgain, OperationalError, bodies.ServerBusy))


@pytest.mark.parametrize("path", ["tests.kit.jobs.bodies.plain", "nowhere.at_all", "no path"])
def test_undeclared_task_has_the_default_rules(path: str) -> None:
    assert rules_of(path) == TaskRules()


def test_module_that_breaks_on_import_has_the_default_rules() -> None:
    assert rules_of("tests.kit.jobs.broken.anything") == TaskRules()


def test_queue_is_the_declared_one() -> None:
    assert bodies.greet_by_mail.queue_name == "mail"


def test_task_needs_an_attempt_and_some_time() -> None:
    with pytest.raises(ValueError, match="got 0 and"):
        job_task(attempts=0)
    with pytest.raises(ValueError, match="got 5 and 0:00:00"):
        job_task(longest=timedelta(0))


def test_task_is_declared_once() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        job_task()(bodies.greet.func)
