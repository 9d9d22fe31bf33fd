"""The entry of the host was merged into another, and its trainings stayed with it."""

from django.test import Client

from qiao.kit.access import may
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.training.models import Cohort, Enrolment
from tests.rooms.opportunities.factory import absorb


def test_whoever_speaks_for_the_kept_entry_runs_the_cohort(
    client: Client, cohort: Cohort, enrolment: Enrolment, host: Organisation, hana: User
) -> None:
    kept = absorb(host)

    assert [may(each, "training.run_cohort", cohort) for each in (kept, hana)] == [True, False]
    assert [may(each, "training.decide_on_enrolment", enrolment) for each in (kept, hana)] == [True, False]
    client.force_login(kept)
    page = f"/en/training/intakes/{cohort.intake_id}/cohort/"
    assert page in client.get(f"/en/opportunities/{cohort.intake.opportunity_id}/").content.decode()
    assert client.get(f"/en/training/cohorts/{cohort.pk}/").status_code == 200
    assert client.get(f"/en/training/hosts/{host.pk}/outcomes/").status_code == 200
