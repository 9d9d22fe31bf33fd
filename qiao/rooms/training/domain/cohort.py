"""The cohort of an intake: opened and changed by the host, filled from who accepted."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.training.domain.enrolment import enrol_accepted
from qiao.rooms.training.domain.step import locked_cohort
from qiao.rooms.training.errors import CohortCodeFixed, CohortExists
from qiao.rooms.training.models import Cohort

PROFILE = (
    *("name_zh", "name_en", "code", "starts_on", "ends_on"),
    *("least_attendance", "demands_milestones"),
)


@transaction.atomic
def open_cohort(intake: Intake, *, actor: User, values: Mapping[str, Any]) -> Cohort:
    """Who has accepted is enrolled at once."""
    require(actor, "training.open_cohort", intake)
    Intake.objects.select_for_update().get(pk=intake.pk)
    if Cohort.objects.filter(intake=intake).exists():
        raise CohortExists
    cohort = Cohort(intake=intake, **{name: values[name] for name in PROFILE if name in values})
    cohort.full_clean()
    _store(cohort)
    record(actor, "training.cohort.opened", cohort, changes=described(cohort))
    enrol_accepted(cohort, actor=actor)
    return cohort


@transaction.atomic
def change_cohort(cohort: Cohort, *, actor: User, values: Mapping[str, Any]) -> Cohort:
    require(actor, "training.run_cohort", cohort)
    cohort = locked_cohort(cohort.pk)
    wanted = {name: values[name] for name in PROFILE if name in values}
    if wanted.get("code", cohort.code) != cohort.code and cohort.certificates.exists():
        raise CohortCodeFixed
    if changes := apply(cohort, wanted):
        record(actor, "training.cohort.changed", cohort, changes=changes)
    return cohort


def _store(cohort: Cohort) -> None:
    try:
        with transaction.atomic():
            cohort.save(force_insert=True)
    except IntegrityError:
        raise CohortExists from None  # opened twice in the same moment
