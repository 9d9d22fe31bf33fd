import datetime as dt

import pytest
from django.utils import timezone

from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import (
    begin_application,
    change_statement,
    reopen_application,
    submit_application,
    withdraw_application,
)
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.errors import (
    AppliedAlready,
    DeadlineOver,
    NotOpen,
    NotReady,
    ProfileEmpty,
    WrongApplicationState,
)
from qiao.rooms.applications.models import Application, ApplicationSnapshot
from qiao.rooms.offices.errors import NotRegistered
from qiao.rooms.opportunities.models import DocumentRequirement, Intake, Opportunity
from qiao.rooms.profiles.domain.profile import change_profile
from qiao.rooms.profiles.models import Profile
from tests.rooms.applications.conftest import demand, intake_of
from tests.rooms.applications.factory import make_application
from tests.rooms.exchanges.conftest import account


def close_intake(intake: Intake) -> None:
    past = timezone.now() - dt.timedelta(days=9)
    Intake.objects.filter(pk=intake.pk).update(opens_at=past, closes_at=past + dt.timedelta(days=1))


def test_a_draft_is_begun_once(draft: Application, intake: Intake, wen: User) -> None:
    assert (draft.state, draft.profile.user) == ("draft", wen)
    assert [step.to_state for step in draft.steps.all()] == ["draft"]
    with pytest.raises(AppliedAlready):
        begin_application(intake, actor=wen)


def test_nobody_begins_where_nothing_is_open(intake: Intake, opportunity: Opportunity, wen: User) -> None:
    close_intake(intake)
    with pytest.raises(NotOpen):
        begin_application(intake_of(opportunity), actor=wen)

    demand(opportunity, state="closed", closed_at=timezone.now(), closed_because="filled")
    with pytest.raises(NotOpen):
        begin_application(intake_of(opportunity), actor=wen)


def test_a_name_is_needed(intake: Intake, db: None) -> None:
    with pytest.raises(ProfileEmpty):
        begin_application(intake, actor=account("nameless"))


def test_offices_have_their_say(intake: Intake, opportunity: Opportunity, wen: User) -> None:
    demand(opportunity, reach="universities")

    with pytest.raises(NotRegistered):
        begin_application(intake_of(opportunity), actor=wen)


def test_everything_missing_is_told_at_once(draft: Application, opportunity: Opportunity, wen: User) -> None:
    demand(opportunity, letters_wanted=2)
    DocumentRequirement.objects.filter(opportunity=opportunity).delete()
    DocumentRequirement.objects.create(opportunity=opportunity, kind="cv")
    DocumentRequirement.objects.create(opportunity=opportunity, kind="plan", note_en="two pages")

    with pytest.raises(NotReady) as refusal:
        submit_application(draft, actor=wen)

    words = "Curriculum vitae; Research plan (two pages); 2 referees to be asked"
    assert str(refusal.value) == f"The application cannot be sent yet. Still missing: {words}."
    assert not ApplicationSnapshot.objects.exists()


def test_sending_freezes_what_the_host_reads(draft: Application, wen: User) -> None:
    change_statement(draft, actor=wen, statement="Because of the track.")

    sent = submit_application(draft, actor=wen)
    change_profile(Profile.objects.get(user=wen), actor=wen, values={"name_en": "Somebody Else"})

    snapshot = ApplicationSnapshot.objects.get(application=sent)
    assert (sent.state, sent.statement) == ("complete", "Because of the track.")  # nothing was wanted besides
    assert snapshot.profile["name"] == {"zh": "林文", "en": "Wen Lin"}
    assert "name" not in snapshot.blind
    assert "email" not in snapshot.blind
    assert OutboxMail.objects.get().context["news"] == "complete"


def test_after_the_deadline_nothing_is_sent(draft: Application, intake: Intake, wen: User) -> None:
    close_intake(intake)

    with pytest.raises(DeadlineOver):
        submit_application(draft, actor=wen)


def test_what_was_sent_is_taken_back_before_the_deadline(
    draft: Application, intake: Intake, wen: User
) -> None:
    sent = submit_application(draft, actor=wen)
    with pytest.raises(WrongApplicationState):
        change_statement(sent, actor=wen, statement="Too late.")

    back = reopen_application(sent, actor=wen)
    assert (back.state, back.submitted_at, back.stage) == ("draft", None, None)
    assert not ApplicationSnapshot.objects.exists()

    submit_application(back, actor=wen)
    close_intake(intake)
    with pytest.raises(DeadlineOver):
        reopen_application(back, actor=wen)


def test_what_is_reviewed_is_not_taken_back(intake: Intake, wen: User) -> None:
    reviewed = make_application(wen, intake, ApplicationState.UNDER_REVIEW)

    with pytest.raises(WrongApplicationState):
        reopen_application(reviewed, actor=wen)


@pytest.mark.parametrize("state", [each for each in ApplicationState if not each.is_over])
def test_withdrawn_from_every_state(intake: Intake, wen: User, state: ApplicationState) -> None:
    application = make_application(wen, intake, state)

    withdrawn = withdraw_application(application, actor=wen, reason="I found another place.")

    intake.refresh_from_db()
    assert (withdrawn.state, withdrawn.holds_place, intake.places_taken) == ("withdrawn", False, 0)
    assert withdrawn.steps.get().reason == "I found another place."
    with pytest.raises(WrongApplicationState):
        withdraw_application(application, actor=wen)


def test_only_the_applicant_acts(draft: Application, hui: User, sam: User, lea: User) -> None:
    for actor in (hui, sam, lea):
        for act in (submit_application, reopen_application, withdraw_application):
            with pytest.raises(NotPermitted):
                act(draft, actor=actor)
        with pytest.raises(NotPermitted):
            change_statement(draft, actor=actor, statement="x")
