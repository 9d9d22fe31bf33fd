"""The second half of the path of a workstation: from the panel to the accepted place."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.placement.domain.publication import start_publication
from qiao.rooms.placement.domain.ranking import certify_list, rank_choices
from qiao.rooms.placement.models import MatchingRound, RoundPost
from qiao.rooms.reviews.domain.ranking import ranked as tiers_of
from qiao.rooms.reviews.models import Assignment, Reviewer
from tests.journeys.walking import Walk, clock
from tests.rooms.placement.factory import ahead, entry, move, seal
from tests.rooms.reviews.conftest import clear, submit, user_of

People = dict[str, User]


def judged(walk: Walk, people: People, application: Application, rivals: Sequence[Application]) -> None:
    """Two reviewers read everybody; the student's application on the pages, the others' by the verbs."""
    opportunity = application.opportunity
    with walk.as_(people["hui"]) as page:
        for name in ("rex", "rita"):
            walk.open("reviews:panel", opportunity.pk)
            page.locator("#id_user").select_option(str(people[name].pk))
            walk.press(_("Take into the panel"))
            expect(page.locator("strong", has_text=people[name].email)).to_be_visible()
        walk.follow(_("Share out the applications"))
        walk.press(_("Share out"))
        page.wait_for_url("**/applications/**")
    for assignment in Assignment.objects.filter(application__in=rivals).select_related("reviewer__user"):
        submit(clear(assignment), *[4 if assignment.application == rivals[0] else 3] * 9)
    for reviewer in Reviewer.objects.order_by("user__email"):
        _assessed(walk, Assignment.objects.get(application=application, reviewer=reviewer))


def _assessed(walk: Walk, assignment: Assignment) -> None:
    with walk.as_(user_of(assignment)) as page:
        walk.open("reviews:assignment", assignment.pk)
        page.locator("input[name=verdict][value=none]").check()
        walk.press(_("Declare"))
        for points in page.locator("input[name^=points-]").all():
            points.fill("3")
        page.locator("#id_recommendation").select_option("yes")
        walk.fill(comment="Sound, and close to what the station works on.")
        walk.press(_("Submit the assessment"))
        page.wait_for_load_state()
        walk.open("reviews:assignment", assignment.pk)
        if user_of(assignment).email.startswith("rita"):
            walk.look(page, "assessment")
    assignment.refresh_from_db()
    assert assignment.assessment.is_submitted


def ranked(walk: Walk, hui: User, application: Application, rivals: Sequence[Application]) -> None:
    """By keyboard: Kai first, then the student and Lea side by side."""
    kai, lea = rivals
    with walk.as_(hui) as page:
        walk.open("reviews:ranking", application.intake_id)
        for keys, one in (("ArrowUp", kai), ("ArrowUp", application), ("ArrowUp", lea), ("ArrowRight", lea)):
            version = page.locator("#ranking").get_attribute("data-version")
            page.locator(f"#one-{one.pk}").press(keys)
            expect(page.locator("#ranking")).not_to_have_attribute("data-version", str(version))
            expect(page.locator(f"#one-{one.pk}")).to_be_focused()
        expect(page.locator("[data-tier]")).to_have_count(2)
        walk.look(page, "ranking")
        walk.confirm(_("Confirm the ranking"))
        expect(page.locator("summary", has_text=_("Open it again"))).to_be_visible()
    tiers = [{one.pk for one in tied} for tied in tiers_of(application.intake)]
    assert tiers == [{kai.pk}, {application.pk, lea.pk}]


def sealed(
    walk: Walk, people: People, opportunity: Opportunity, rivals: Sequence[Application]
) -> MatchingRound:
    """The round is prepared and opened; people and host certify; the deadline passes."""
    matching_round = _opened(walk, people["hui"], opportunity)
    for name, wanted in (("kai", ["p1.1"]), ("lea", ["p1.1"])):
        own = entry(matching_round, people[name])
        certify_list(rank_choices(own, wanted, actor=people[name]), actor=people[name])
    _wanted(walk, people["wen"], matching_round)
    with walk.as_(people["hui"]) as page:
        walk.open("placement:post", RoundPost.objects.get().pk)
        walk.confirm(_("Take the order of the reviewers"))
        walk.confirm(_("Certify the list"))
        expect(page.get_by_role("button", name=_("Open the list again"))).to_be_visible()
    return seal(matching_round)


def _opened(walk: Walk, hui: User, opportunity: Opportunity) -> MatchingRound:
    with walk.as_(hui) as page:
        walk.open("placement:round_of_organisation", opportunity.host_id)
        walk.fill(name_zh="春季博士后联合匹配", name_en="Spring round for fellows")
        walk.fill(lists_due_at=clock(35), publish_at=clock(36), answers_due_at=clock(40))
        walk.press(_("Prepare the round"))
        walk.follow(_("Add a post"))
        page.locator("#id_intake").select_option(str(opportunity.intakes.get().pk))
        walk.fill(quota="2")
        page.locator("#id_is_supervised").check()
        walk.save()
        walk.confirm(_("Open the round"))
        expect(page.get_by_role("link", name=_("List of the post"))).to_be_visible()
    return MatchingRound.objects.get()


def _wanted(walk: Walk, wen: User, matching_round: MatchingRound) -> None:
    """Wang Lin first, Ada Byron second."""
    with walk.as_(wen) as page:
        walk.open("placement:own_list", matching_round.pk)
        walk.fill(rank_p1_1="1", rank_p1_2="2")
        walk.press(_("Keep the list"))
        walk.confirm(_("Certify the list"))
        expect(page.get_by_role("button", name=_("Open the list again"))).to_be_visible()


def matched(walk: Walk, people: People, matching_round: MatchingRound) -> None:
    """One owner proposes the run, another confirms it; a job does it, and another one publishes it."""
    with walk.as_(people["hui"]):
        walk.open("placement:run", matching_round.pk)
        walk.press(_("Propose the run"))
        walk.told(_("You proposed this run: another person who runs the round confirms it."))
    with walk.as_(people["max"]) as page:
        walk.open("placement:run", matching_round.pk)
        walk.confirm(_("Confirm and run"))
        page.wait_for_load_state()
        run_ready_jobs(["solve"])
        walk.open("placement:result", matching_round.pk)
        expect(page.get_by_role("row")).to_have_count(4)
        matching_round = move(matching_round, publish_at=ahead(-0.1))
        start_publication(matching_round)
        run_ready_jobs(["default"])
        walk.open("placement:round", matching_round.pk)
        walk.look(page, "round")


def placed(walk: Walk, wen: User, matching_round: MatchingRound, application: Application) -> None:
    with walk.as_(wen) as page:
        walk.open("placement:own_list", matching_round.pk)
        expect(page.get_by_role("heading", name="Ada Byron")).to_be_visible()
        walk.look(page, "result")
        walk.confirm(_("Accept the place"))
        expect(page.locator(".badge", has_text=pgettext("placement", "Accepted"))).to_be_visible()
    application.refresh_from_db()
    assert (application.state, application.holds_place) == ("accepted", True)
