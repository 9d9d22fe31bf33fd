"""What an office puts before its students."""

import pytest

from qiao.kit.errors import NotPermitted
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.domain.approval import decide_posting
from qiao.rooms.offices.domain.recommendation import (
    recommend_posting,
    withdraw_recommendation,
    write_recommendation_mails,
)
from qiao.rooms.offices.enums import ApprovalState
from qiao.rooms.offices.errors import NotApprovedYet, NotPublished
from qiao.rooms.offices.models import StudentRegistration
from qiao.rooms.offices.pages import recommended_to
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.privacy.domain.consent import withdraw_consent
from tests.rooms.offices.factory import approve, make_student, words
from tests.rooms.opportunities.factory import make_draft, make_opportunity


def mails() -> list[str]:
    run_ready_jobs()
    found = OutboxMail.objects.filter(template="offices.recommended").order_by("recipient")
    return [mail.recipient for mail in found]


def test_those_who_want_mails_get_one_each(
    student: StudentRegistration, posting: Opportunity, duke: Organisation, dan: User, sam: User, mia: User,
    claim: StudentRegistration,
) -> None:  # fmt: skip
    make_student(sam, duke, dan)
    approve(duke, posting, dan)

    row = recommend_posting(duke, posting, actor=dan, note_en="Our graduates like it.")
    mails()
    recommend_posting(duke, posting, actor=dan, note_en="Changed.")
    start_job(None, write_recommendation_mails, title="Again", args={"recommendation_id": row.pk})

    assert mails() == ["leo@people.example"]
    text = OutboxMail.objects.get(template="offices.recommended").text
    assert "Our graduates like it." in text
    assert "Engineer for connected vehicles (Innovation Centre)" in text
    assert [[found.pk for found in recommended_to(user)] for user in (sam, mia)] == [[row.pk], []]


def test_two_offices_mail_once_for_a_posting(
    student: StudentRegistration, leo: User, host: Organisation, hui: User, duke: Organisation, dan: User,
    other: Organisation, eve: User,
) -> None:  # fmt: skip
    make_student(leo, other, eve, wants_mails=True)
    opportunity = make_opportunity(host, hui)

    recommend_posting(duke, opportunity, actor=dan)
    recommend_posting(other, opportunity, actor=eve)

    assert mails() == ["leo@people.example"]
    assert len(recommended_to(leo)) == 2


def test_who_recommends_and_what(
    posting: Opportunity, host: Organisation, hui: User, duke: Organisation, dan: User, nan: User, eve: User
) -> None:
    for user in (nan, eve, hui):
        with pytest.raises(NotPermitted):
            recommend_posting(duke, posting, actor=user)
    with pytest.raises(NotApprovedYet):
        recommend_posting(duke, posting, actor=dan)
    with pytest.raises(NotPublished):
        recommend_posting(duke, make_draft(host, hui), actor=dan)


def test_it_goes_when_withdrawn_denied_or_without_consent(
    student: StudentRegistration, leo: User, posting: Opportunity, duke: Organisation, dan: User, nan: User
) -> None:
    approve(duke, posting, dan)
    row = recommend_posting(duke, posting, actor=dan)
    with pytest.raises(NotPermitted):
        withdraw_recommendation(row, actor=nan)

    withdraw_recommendation(row, actor=dan)
    assert recommended_to(leo) == []
    recommend_posting(duke, posting, actor=dan)
    assert recommended_to(leo) == [row]
    decide_posting(duke, posting, actor=dan, state=ApprovalState.REVOKED, reason="Complaints.")
    assert recommended_to(leo) == []
    decide_posting(duke, posting, actor=dan, state=ApprovalState.APPROVED)
    withdraw_consent(leo, words())
    assert recommended_to(leo) == []
