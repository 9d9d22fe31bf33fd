import pytest

from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.selection import (
    begin_review,
    close_application,
    close_applications,
    mark_complete,
    move_to_stage,
)
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.errors import (
    ApplicationReasonMissing,
    NothingChosen,
    StageElsewhere,
    WrongApplicationState,
)
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake, Opportunity, Stage
from tests.rooms.applications.conftest import ask
from tests.rooms.applications.factory import make_application
from tests.rooms.exchanges.conftest import account
from tests.rooms.opportunities.factory import make_opportunity


def stage_of(opportunity: Opportunity, phase: str) -> Stage:
    return Stage.objects.filter(opportunity=opportunity, phase=phase).order_by("number")[0]


@pytest.fixture
def opportunity(hui: User, host: object) -> Opportunity:
    """A workstation, whose selection has every stage."""
    opportunity = make_opportunity(host, hui, kind="postdoc")  # type: ignore[arg-type]  # a host
    Stage.objects.filter(opportunity=opportunity).delete()
    for number, phase in enumerate(
        ("submitted", "complete", "under_review", "interview", "ranked", "decision")
    ):
        Stage.objects.create(opportunity=opportunity, number=number, phase=phase, name_en=phase)
    Stage.objects.create(opportunity=opportunity, number=9, phase="interview", name_en="second talk")
    return opportunity


@pytest.fixture
def complete(intake: Intake, wen: User) -> Application:
    return make_application(wen, intake, ApplicationState.COMPLETE)


def test_the_state_follows_the_stage(complete: Application, opportunity: Opportunity, hui: User) -> None:
    moved = move_to_stage(complete, actor=hui, stage=stage_of(opportunity, "interview"))
    assert (moved.state, moved.stage and moved.stage.name_en) == ("interview", "interview")
    assert OutboxMail.objects.get().context["news"] == "interview"

    again = move_to_stage(moved, actor=hui, stage=Stage.objects.get(name_en="second talk"))
    assert (again.state, again.stage and again.stage.name_en) == ("interview", "second talk")
    decided = move_to_stage(again, actor=hui, stage=stage_of(opportunity, "decision"))
    assert decided.state == "interview"  # an offer is made elsewhere


def test_a_stage_leads_nowhere_wrong(
    complete: Application, opportunity: Opportunity, hui: User, intake: Intake, lea: User
) -> None:
    other = make_opportunity(opportunity.host, hui, title_en="Another")
    with pytest.raises(StageElsewhere):
        move_to_stage(complete, actor=hui, stage=Stage.objects.filter(opportunity=other)[0])
    with pytest.raises(WrongApplicationState):
        move_to_stage(complete, actor=hui, stage=stage_of(opportunity, "submitted"))
    waits = make_application(lea, intake, ApplicationState.SUBMITTED)
    with pytest.raises(WrongApplicationState):
        move_to_stage(waits, actor=hui, stage=stage_of(opportunity, "complete"))


def test_counted_as_complete_with_a_reason(intake: Intake, wen: User, hui: User) -> None:
    waits = make_application(wen, intake, ApplicationState.SUBMITTED)
    with pytest.raises(ApplicationReasonMissing):
        mark_complete(waits, actor=hui, reason=" ")

    complete = mark_complete(waits, actor=hui, reason="The letter came by post.")

    assert (complete.state, complete.steps.get().reason) == ("complete", "The letter came by post.")
    assert complete.completed_at is not None
    assert begin_review(complete, actor=hui).state == "under_review"


def test_closed_with_a_reason(complete: Application, hui: User) -> None:
    ask(complete)
    with pytest.raises(ApplicationReasonMissing):
        close_application(complete, actor=hui, closing_reason="other")

    closed = close_application(complete, actor=hui, closing_reason="not_eligible", reason="No degree.")

    assert (closed.state, closed.closing_reason) == ("closed", "not_eligible")
    assert closed.letters.get().state == "cancelled"
    assert OutboxMail.objects.filter(context__news="closed", user=complete.profile.user).count() == 1
    with pytest.raises(WrongApplicationState):
        close_application(closed, actor=hui, closing_reason="not_eligible")


def test_many_are_closed_at_once(
    complete: Application, intake: Intake, opportunity: Opportunity, hui: User, lea: User, sam: User
) -> None:
    over = make_application(lea, intake, ApplicationState.DECLINED)
    draft = make_application(account("ann"), intake, ApplicationState.DRAFT)
    kept = make_application(account("bob"), intake)
    ids = [complete.pk, over.pk, draft.pk]
    with pytest.raises(NotPermitted):
        close_applications(opportunity, actor=sam, ids=ids, closing_reason="not_selected")

    assert close_applications(opportunity, actor=hui, ids=ids, closing_reason="not_selected") == 1

    states = [Application.objects.get(pk=row.pk).state for row in (complete, over, draft, kept)]
    assert states == ["closed", "declined", "draft", "complete"]
    with pytest.raises(NothingChosen):
        close_applications(opportunity, actor=hui, ids=ids, closing_reason="not_selected")


def test_only_editors_of_the_host_select(
    complete: Application, opportunity: Opportunity, wen: User, nan: User, sam: User, max_: User
) -> None:
    for actor in (wen, nan, sam):
        with pytest.raises(NotPermitted):
            begin_review(complete, actor=actor)
        with pytest.raises(NotPermitted):
            close_application(complete, actor=actor, closing_reason="not_selected")
        with pytest.raises(NotPermitted):
            move_to_stage(complete, actor=actor, stage=stage_of(opportunity, "ranked"))
        with pytest.raises(NotPermitted):
            mark_complete(complete, actor=actor, reason="x")

    assert begin_review(complete, actor=max_).state == "under_review"


def test_nobody_selects_their_own(intake: Intake, hui: User) -> None:
    own = make_application(hui, intake)

    with pytest.raises(NotPermitted):
        begin_review(own, actor=hui)
