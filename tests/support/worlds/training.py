"""A camp of the owner's host: the member takes part, somebody else has completed it and has a certificate.
Another cohort has issued none."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.training.domain.certificate import issue_certificate
from qiao.rooms.training.domain.cohort import open_cohort
from qiao.rooms.training.domain.completion import complete_enrolment
from qiao.rooms.training.domain.feed import open_feed, token_of
from qiao.rooms.training.domain.session import add_session
from qiao.rooms.training.models import Enrolment
from tests.rooms.applications.factory import make_application
from tests.rooms.opportunities.factory import make_host, make_intake, make_opportunity

if TYPE_CHECKING:
    from tests.support.world import World

VALUES = {
    "name_en": "Camp of the world",
    "code": "WORLD99",
    "starts_on": dt.date(2099, 7, 1),
    "ends_on": dt.date(2099, 7, 14),
    "least_attendance": 0,
    "demands_milestones": False,
}


def fill(world: "World") -> dict[str, str]:
    owner, member = world.users["owner"], world.users["member"]
    graduate = create_account("graduate@world.example", None, "en")
    host = make_host(owner, name_en="Workstation with a camp")
    opportunity = make_opportunity(host, owner, kind="camp", places=2)
    opportunity.milestones.get_or_create(number=1, defaults={"name_en": "Talk", "month": 0})
    intake = opportunity.intakes.get()
    for user in (member, graduate):
        _accepted(user, intake)
    cohort = open_cohort(intake, actor=owner, values=VALUES)
    enrolment, done = cohort.enrolments.order_by("id")
    values = {"starts_at": timezone.now(), "title_en": "Perception"}
    session = add_session(cohort, actor=owner, values=values)
    certificate = issue_certificate(complete_enrolment(done, actor=owner), actor=owner)
    feed = open_feed(member, actor=member, language="en")
    planned = open_cohort(make_intake(opportunity, owner), actor=owner, values=VALUES | {"code": "LATER99"})
    reported = _reported(enrolment)
    return {
        "training/milestones/milestone_id": reported,
        "cohorts/pk/settings": str(planned.pk),
        "training/intakes/pk": str(make_intake(opportunity, owner).pk),
        "cohorts/pk": str(cohort.pk),
        "training/sessions/pk": str(session.pk),
        "enrolments/pk": str(enrolment.pk),
        "enrolments/pk/certificate": str(done.pk),
        "training/milestones/pk": reported,
        "training/certificates/pk": str(certificate.pk),
        "training/feeds/pk": str(feed.pk),
        "training/feeds/token": token_of(feed.pk),
        "training/hosts/pk": str(host.pk),
        "training/exchanges/pk": str(world.rows["exchange"].pk),
        "cohorts/cohort_id": str(planned.pk),
        "cohort_id/enrolments": str(cohort.pk),
        "cohort_id/sessions": str(cohort.pk),
        "intake_id/cohort": str(make_intake(opportunity, owner).pk),
        "enrolment_id/certificate": str(done.pk),
        "certificates/certificate_id": str(certificate.pk),
        "training/sessions/session_id": str(session.pk),
        "hosts/host_id": str(host.pk),
        "enrolments/enrolment_id": str(enrolment.pk),
    }


def _accepted(user: User, intake: Intake) -> None:
    intake.refresh_from_db()
    make_application(user, intake, ApplicationState.ACCEPTED)


def _reported(enrolment: Enrolment) -> str:
    """As the participant has said: the host can confirm it."""
    milestone = enrolment.milestones.first()
    assert milestone is not None
    milestone.done_at = timezone.now()
    milestone.save()
    return str(milestone.pk)
