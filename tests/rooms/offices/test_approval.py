"""Hosts ask, offices decide."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from qiao.kit.classification import DataSubject
from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.domain.approval import ask_approvals, decide_host, decide_many, decide_posting
from qiao.rooms.offices.domain.settings import set_settings, settings_of
from qiao.rooms.offices.enums import ApprovalState
from qiao.rooms.offices.errors import NotAnOffice, NothingChosen, NotPublished, ReasonMissing, WrongState
from qiao.rooms.offices.models import HostApproval, OfficeSettings, PostingApproval, PostingApprovalStep
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.privacy.domain.erasure import erase_person
from tests.rooms.offices.factory import make_office
from tests.rooms.opportunities.factory import make_draft, make_opportunity

ASKED, APPROVED = ApprovalState.ASKED, ApprovalState.APPROVED
REFUSED, REVOKED = ApprovalState.REFUSED, ApprovalState.REVOKED


@pytest.fixture
def asked(posting: Opportunity, hui: User, duke: Organisation, other: Organisation) -> PostingApproval:
    ask_approvals(posting, actor=hui, universities=[duke, other], message="We train engineers.")
    return PostingApproval.objects.get(university=duke)


def test_a_host_asks_for_itself_and_the_posting(
    asked: PostingApproval, host: Organisation, dan: User
) -> None:
    own = HostApproval.objects.get(university=asked.university)

    assert (asked.state, asked.message, own.host, own.state) == (
        "asked",
        "We train engineers.",
        host,
        "asked",
    )
    assert PostingApproval.objects.count() == 2
    assert OutboxMail.objects.filter(template="offices.asked", user=dan).count() == 1


def test_asking_again_changes_nothing_while_it_waits(
    asked: PostingApproval, posting: Opportunity, hui: User, duke: Organisation, dan: User
) -> None:
    assert ask_approvals(posting, actor=hui, universities=[duke]) == 0
    decide_posting(duke, posting, actor=dan, state=REFUSED, reason="Say more.")
    assert ask_approvals(posting, actor=hui, universities=[duke], message="More.") == 1

    assert OutboxMail.objects.filter(template="offices.asked", user=dan).count() == 2
    assert [step.to_state for step in asked.steps.all()] == ["asked", "refused", "asked"]


def test_who_asks_and_whom(
    posting: Opportunity, hui: User, sam: User, duke: Organisation, dan: User, host: Organisation
) -> None:
    for user in (sam, dan):
        with pytest.raises(NotPermitted):
            ask_approvals(posting, actor=user, universities=[duke])
    with pytest.raises(NothingChosen):
        ask_approvals(posting, actor=hui, universities=[])
    for university in (make_office(dan, publication="draft"), host):
        with pytest.raises(NotAnOffice):
            ask_approvals(posting, actor=hui, universities=[duke, university])
    with pytest.raises(NotPublished):
        ask_approvals(make_draft(host, hui), actor=hui, universities=[duke])
    assert not PostingApproval.objects.exists()


def test_an_office_decides(asked: PostingApproval, posting: Opportunity, dan: User, hui: User) -> None:
    found = decide_posting(asked.university, posting, actor=dan, state=APPROVED)

    assert found.state == "approved"
    assert OutboxMail.objects.get(template="offices.decided").user == hui


def test_others_do_not_decide(
    asked: PostingApproval, posting: Opportunity, duke: Organisation, nan: User, eve: User, hui: User
) -> None:
    for user in (nan, eve, hui):
        with pytest.raises(NotPermitted):
            decide_posting(duke, posting, actor=user, state=APPROVED)
        with pytest.raises(NotPermitted):
            decide_host(duke, posting.host, actor=user, state=APPROVED)
        with pytest.raises(NotPermitted):
            decide_many(duke, PostingApproval, actor=user, ids=[asked.pk], state=APPROVED)


def test_a_denial_needs_a_reason(asked: PostingApproval, posting: Opportunity, dan: User) -> None:
    with pytest.raises(ReasonMissing):
        decide_posting(asked.university, posting, actor=dan, state=REFUSED, reason="  ")
    with pytest.raises(IntegrityError), transaction.atomic():
        PostingApprovalStep.objects.create(subject=asked, to_state="refused")

    asked.refresh_from_db()
    assert asked.state == "asked"


def test_the_second_of_two_decisions_finds_the_first(
    asked: PostingApproval, posting: Opportunity, duke: Organisation, dan: User
) -> None:
    decide_posting(duke, posting, actor=dan, state=APPROVED)

    for state in (APPROVED, REFUSED):
        with pytest.raises(WrongState):
            decide_posting(duke, posting, actor=dan, state=state, reason="No.")
    decide_posting(duke, posting, actor=dan, state=REVOKED, reason="Complaints.")
    with pytest.raises(WrongState):
        decide_posting(duke, posting, actor=dan, state=REVOKED, reason="Complaints.")


def test_an_office_decides_unasked(posting: Opportunity, duke: Organisation, dan: User, hui: User) -> None:
    with pytest.raises(WrongState):
        decide_posting(duke, posting, actor=dan, state=REVOKED, reason="x")

    decide_posting(duke, posting, actor=dan, state=APPROVED, with_host=True)

    assert HostApproval.objects.get().state == "approved"
    assert OutboxMail.objects.filter(template="offices.decided", user=hui).count() == 2


def test_a_draft_is_not_approved(host: Organisation, hui: User, duke: Organisation, dan: User) -> None:
    with pytest.raises(NotPublished):
        decide_posting(duke, make_draft(host, hui), actor=dan, state=APPROVED)


def test_many_are_approved_together(
    asked: PostingApproval, host: Organisation, hui: User, duke: Organisation, dan: User
) -> None:
    second = make_opportunity(host, hui)
    ask_approvals(second, actor=hui, universities=[duke])
    ids = list(PostingApproval.objects.filter(university=duke).values_list("pk", flat=True))
    decide_posting(duke, second, actor=dan, state=APPROVED)

    assert decide_many(duke, PostingApproval, actor=dan, ids=ids, state=APPROVED) == 1
    with pytest.raises(ReasonMissing):
        decide_many(duke, PostingApproval, actor=dan, ids=ids, state=REVOKED)
    others = PostingApproval.objects.exclude(university=duke).values_list("pk", flat=True)
    assert decide_many(duke, PostingApproval, actor=dan, ids=list(others), state=APPROVED) == 0


def test_one_word_for_each_host_and_posting(asked: PostingApproval, duke: Organisation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PostingApproval.objects.create(
            university=duke, opportunity=asked.opportunity, state="asked", asked_at=asked.asked_at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        HostApproval.objects.create(university=duke, host=duke, state="asked", asked_at=asked.asked_at)


def test_settings_are_the_offices_own(duke: Organisation, dan: User, nan: User, eve: User) -> None:
    values = {"contact": "Ann Lee", "email": "careers@duke.example", "note_en": "Pay travel costs."}
    for user in (nan, eve):
        with pytest.raises(NotPermitted):
            set_settings(duke, actor=user, values=values)

    set_settings(duke, actor=dan, values=values)
    with pytest.raises(ValidationError):
        set_settings(duke, actor=dan, values={"email": "nothing"})

    assert settings_of(duke).contact == "Ann Lee"
    erase_person(DataSubject(emails=frozenset({"careers@duke.example"})))
    assert OfficeSettings.objects.get().contact == ""


def test_an_erased_person_leaves_the_word(asked: PostingApproval, hui: User) -> None:
    erase_person(DataSubject(user_id=hui.pk, emails=frozenset({hui.email})))

    asked.refresh_from_db()
    assert asked.state == "asked"
    assert [step.actor for step in asked.steps.all()] == [None]
