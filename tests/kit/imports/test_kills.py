"""Workers killed in the middle of an import: all of its rows are there once, or none."""

import random
import time
from typing import Any

import pytest
from django.conf import settings as configured

from qiao.kit.activity.models import Activity
from qiao.kit.bilingual.models import SearchEntry
from qiao.kit.imports.commit import start_commit
from qiao.kit.imports.models import Import
from qiao.kit.imports.undo import start_undo
from qiao.kit.jobs.backport import TaskResultStatus
from qiao.kit.jobs.models import Job
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation, OrganisationName
from tests.kit.imports.conftest import Checked
from tests.kit.jobs.conftest import nursery, shared_nursery  # noqa: F401 (fixtures)
from tests.kit.jobs.processes import Nursery, until

pytestmark = [pytest.mark.chaos]
ROWS = 1_000


@pytest.fixture(autouse=True)
def _files_where_workers_look(settings: Any) -> None:
    settings.MEDIA_ROOT = configured.HOME / "media"


def test_killed_workers_import_all_rows_once(
    nursery: Nursery,  # noqa: F811 (the fixture)
    checked: Checked,
    operator: User,
) -> None:
    source = checked([[f"大学{n}", f"University {n}", "大学", "US", f"u{n}.example"] for n in range(ROWS)])
    job = start_commit(source, actor=operator)

    seen = _kill_until_finished(nursery, job, Organisation)

    source.refresh_from_db()
    assert seen <= {0, ROWS}
    assert (source.state, source.created_count, source.is_indexed) == ("committed", ROWS, True)
    assert OrganisationName.objects.count() == 2 * ROWS
    assert Activity.objects.filter(action="directory.organisation.imported").count() == ROWS
    assert SearchEntry.objects.filter(kind="directory.organisation").count() == ROWS

    undoing = start_undo(source, actor=operator)
    assert _kill_until_finished(nursery, undoing, Organisation) <= {0, ROWS}
    assert Import.objects.get(pk=source.pk).state == "undone"
    assert Organisation.objects.count() == 0


def _kill_until_finished(nursery: Nursery, job: Job, model: Any) -> set[int]:  # noqa: F811 (the fixture)
    """How many rows were ever seen, while three workers died and the fourth was left alone."""
    seen = set()
    for _ in range(3):
        worker = nursery.start()
        time.sleep(random.uniform(0.1, 1.2))
        worker.kill()
        seen.add(model.objects.count())
    nursery.start()
    until(lambda: seen.add(model.objects.count()) or _is_done(job), 60, pause=0.1)
    nursery.clear()
    return seen | {model.objects.count()}


def _is_done(job: Job) -> bool:
    status = Job.objects.select_related("task").get(pk=job.pk).task.status
    assert status != TaskResultStatus.FAILED
    return status == TaskResultStatus.SUCCESSFUL
