"""Who may apply where an opportunity is for students of universities that approved it."""

from typing import Any

import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.domain.approval import decide_host, decide_posting
from qiao.rooms.offices.domain.settings import set_settings
from qiao.rooms.offices.domain.student import confirm_student
from qiao.rooms.offices.enums import ApprovalState
from qiao.rooms.offices.gate import approving, refusal
from qiao.rooms.offices.models import StudentRegistration
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.privacy.domain.consent import give_consent, withdraw_consent
from tests.rooms.offices.factory import approve, make_office, make_student, words
from tests.rooms.opportunities.factory import make_opportunity
from tests.rooms.profiles.factory import make_profile

APPROVED, REFUSED, REVOKED = ApprovalState.APPROVED, ApprovalState.REFUSED, ApprovalState.REVOKED


def code(registration: StudentRegistration, posting: Opportunity) -> str | None:
    found = refusal(registration.profile, posting)
    return found.code if found else None


def test_an_open_one_asks_nothing(host: Organisation, hui: User, sam: User) -> None:
    assert refusal(make_profile(sam), make_opportunity(host, hui)) is None


def test_the_way_in_step_by_step(
    claim: StudentRegistration, posting: Opportunity, duke: Organisation, dan: User, sam: User
) -> None:
    found = refusal(make_profile(sam), posting)
    assert found is not None
    assert (found.code, "Register with your career office" in str(found)) == ("not-registered", True)
    assert code(claim, posting) == "not-confirmed"
    confirm_student(claim, actor=dan)
    assert code(claim, posting) == "not-approved"
    decide_posting(duke, posting, actor=dan, state=APPROVED)
    assert code(claim, posting) == "not-approved"
    decide_host(duke, posting.host, actor=dan, state=APPROVED)
    assert code(claim, posting) is None


@pytest.mark.parametrize("what", ["host", "posting"])
def test_a_revoked_approval_closes_it(
    student: StudentRegistration, posting: Opportunity, duke: Organisation, dan: User, what: str
) -> None:
    approve(duke, posting, dan)
    revoked: dict[str, Any] = {"actor": dan, "state": REVOKED, "reason": "Complaints."}

    if what == "host":
        decide_host(duke, posting.host, **revoked)
    else:
        decide_posting(duke, posting, **revoked)

    assert code(student, posting) == "not-approved"


def test_a_host_may_cover_its_postings_but_for_refused_ones(
    student: StudentRegistration, posting: Opportunity, duke: Organisation, dan: User
) -> None:
    decide_host(duke, posting.host, actor=dan, state=APPROVED)
    set_settings(duke, actor=dan, values={"host_covers_postings": True})
    assert code(student, posting) is None

    decide_posting(duke, posting, actor=dan, state=REFUSED, reason="Not for us.")
    assert code(student, posting) == "not-approved"


def test_a_university_need_not_approve_itself(
    student: StudentRegistration, duke: Organisation, dan: User
) -> None:
    own = make_opportunity(duke, dan, reach="universities")
    assert code(student, own) == "not-approved"

    approve(duke, own, dan)

    assert code(student, own) is None


def test_another_university_opens_nothing(
    leo: User, posting: Opportunity, duke: Organisation, dan: User, other: Organisation, eve: User
) -> None:
    registration = make_student(leo, other, eve)
    approve(duke, posting, dan)

    assert code(registration, posting) == "not-approved"
    assert list(approving(posting)) == [duke]


def test_a_withdrawn_consent_closes_at_once_and_does_not_come_back(
    student: StudentRegistration, leo: User, posting: Opportunity, duke: Organisation, dan: User
) -> None:
    approve(duke, posting, dan)

    withdraw_consent(leo, words())
    assert code(student, posting) == "not-registered"
    give_consent(leo, words())
    assert code(student, posting) == "not-registered"


def test_a_university_that_is_no_longer_published_opens_nothing(
    student: StudentRegistration, posting: Opportunity, duke: Organisation, dan: User
) -> None:
    approve(duke, posting, dan)
    Organisation.objects.filter(pk=duke.pk).update(publication="draft")

    assert code(student, posting) == "not-registered"


def test_the_gate_asks_as_much_for_many(
    student: StudentRegistration, leo: User, posting: Opportunity, duke: Organisation, dan: User,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    approve(duke, posting, dan)
    for number in range(3):
        make_student(leo, make_office(dan, name_en=f"More {number}"), dan)

    with django_assert_num_queries(2):
        assert code(student, posting) is None
