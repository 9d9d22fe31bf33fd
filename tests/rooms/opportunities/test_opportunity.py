from typing import Any

import pytest
from django.core.exceptions import ValidationError

from qiao.kit.access import may
from qiao.kit.activity.models import Activity
from qiao.kit.bilingual.search import matching
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.domain.copying import copy_opportunity
from qiao.rooms.opportunities.domain.load import rows
from qiao.rooms.opportunities.domain.opportunity import (
    archive_opportunity,
    change_detail,
    change_opportunity,
    close_opportunity,
    create_opportunity,
    publish_opportunity,
)
from qiao.rooms.opportunities.enums import OpportunityKind
from qiao.rooms.opportunities.errors import NotWhole, WrongOpportunityState
from qiao.rooms.opportunities.kinds import detail_of, kind_of, kinds
from qiao.rooms.opportunities.models import Opportunity
from tests.rooms.opportunities.factory import make_host, make_intake, make_opportunity, make_two_supervisors


@pytest.mark.parametrize("kind", OpportunityKind.values)
def test_create_makes_detail_stages_and_milestones_of_the_kind(
    kind: str, host: Organisation, hana: User
) -> None:
    made = make_opportunity(host, hana, kind=kind)

    assert made.state == "published"
    assert type(detail_of(made)) is kind_of(made).detail
    assert made.stages.count() == len(kinds.get(kind).stages)
    assert made.milestones.count() == len(kinds.get(kind).milestones)
    assert list(made.stages.values_list("number", flat=True)) == list(range(1, made.stages.count() + 1))


def test_every_kind_is_registered() -> None:
    assert kinds.names() == OpportunityKind.values


def test_create_takes_the_place_of_the_host(draft: Opportunity) -> None:
    assert (draft.country, draft.city_zh, draft.city_en) == ("CN", "北京", "Beijing")


@pytest.mark.parametrize("values", [{"title_en": ""}, {"country": "XX"}, {"letters_wanted": 6}])
def test_create_refuses_bad_values_and_stores_nothing(
    values: dict[str, Any], host: Organisation, hana: User
) -> None:
    with pytest.raises(ValidationError):
        create_opportunity(host, actor=hana, kind="job", **{"title_en": "Job"} | values)

    assert not Opportunity.objects.exists()


def test_create_refuses_strangers_and_plain_members(host: Organisation, nan: User, sam: User) -> None:
    for actor in (nan, sam):
        with pytest.raises(NotPermitted):
            create_opportunity(host, actor=actor, kind="job", title_en="Job")


def test_permissions_of_owner_manager_member_stranger_operator(
    draft: Opportunity, job: Opportunity, hana: User, mei: User, nan: User, sam: User, opal: User
) -> None:
    actors = (hana, mei, nan, sam, opal)

    assert [may(each, "opportunities.view_opportunity", draft) for each in actors] == [
        *(True, True, True, False, True)
    ]
    assert all(may(each, "opportunities.view_opportunity", job) for each in actors)
    assert [may(each, "opportunities.change_opportunity", job) for each in actors] == [
        *(True, True, False, False, False)
    ]
    assert [may(each, "opportunities.close_opportunity", job) for each in actors] == [
        *(True, True, False, False, True)
    ]


def test_publish_says_all_that_is_missing_at_once(hana: User) -> None:
    host = make_host(hana, publication="draft")
    opportunity = create_opportunity(host, actor=hana, kind="camp", title_zh="训练营")

    with pytest.raises(NotWhole) as refusal:
        publish_opportunity(opportunity, actor=hana)

    places = [each["place"] for each in refusal.value.problems]
    assert places == ["description", "starts_on", "ends_on", "curriculum", "host", "intakes"]


def test_publish_refuses_an_intake_that_is_over(draft: Opportunity, hana: User) -> None:
    change_opportunity(draft, actor=hana, description_en="Work.")
    change_detail(draft, actor=hana, employment="full_time")
    make_intake(draft, hana, opens=-9, closes=-1)

    with pytest.raises(NotWhole) as refusal:
        publish_opportunity(draft, actor=hana)

    assert [each["place"] for each in refusal.value.problems] == ["intakes"]


def test_change_of_a_published_one_keeps_it_whole(job: Opportunity, hana: User) -> None:
    with pytest.raises(NotWhole):
        change_opportunity(job, actor=hana, description_en="", description_zh="")
    with pytest.raises(NotWhole):
        change_detail(job, actor=hana, employment="")

    assert rows().get(pk=job.pk).description_en
    assert change_opportunity(job, actor=hana, description_en="").description_zh


def test_change_ignores_state_host_and_kind(draft: Opportunity, hana: User) -> None:
    changed = change_opportunity(draft, actor=hana, state="published", kind="camp", title_en="New")

    assert (changed.state, changed.kind, changed.title_en) == ("draft", "job", "New")


def test_change_notes_old_and_new(draft: Opportunity, hana: User) -> None:
    change_opportunity(draft, actor=hana, title_en="New")

    latest = Activity.objects.latest("id")
    assert (latest.action, latest.changes) == (
        "opportunities.opportunity.changed",
        {"title_en": ["A draft", "New"]},
    )


def test_close_says_why_and_publish_reopens(job: Opportunity, hana: User) -> None:
    closed = close_opportunity(job, actor=hana, reason="filled", note_en="Thank you.")

    assert (closed.state, closed.closed_because, closed.closing_note_en) == ("closed", "filled", "Thank you.")
    assert closed.closed_at is not None
    again = publish_opportunity(closed, actor=hana)
    assert (again.state, again.closed_because, again.published_at) == ("published", "", job.published_at)


def test_close_refuses_an_unknown_reason(job: Opportunity, hana: User) -> None:
    with pytest.raises(ValueError, match="bored"):
        close_opportunity(job, actor=hana, reason="bored")


def test_steps_that_do_not_exist_are_refused(draft: Opportunity, job: Opportunity, hana: User) -> None:
    with pytest.raises(WrongOpportunityState):
        close_opportunity(draft, actor=hana, reason="filled")
    with pytest.raises(WrongOpportunityState):
        archive_opportunity(job, actor=hana)
    with pytest.raises(WrongOpportunityState):
        publish_opportunity(job, actor=hana)


def test_an_archived_one_is_changed_by_nobody(draft: Opportunity, hana: User) -> None:
    archived = archive_opportunity(draft, actor=hana)

    with pytest.raises(NotPermitted):
        change_opportunity(archived, actor=hana, title_en="New")


def test_copy_is_a_draft_with_everything_but_intakes(job: Opportunity, hana: User, sam: User) -> None:
    make_two_supervisors(job, hana)
    change_detail(job, actor=hana, hours=38)

    made = copy_opportunity(job, actor=hana)

    assert (made.state, made.title_zh, detail_of(made).hours) == ("draft", job.title_zh, 38)
    assert (made.supervisors.count(), made.stages.count()) == (2, job.stages.count())
    assert not made.intakes.exists()
    with pytest.raises(NotPermitted):
        copy_opportunity(job, actor=sam)


@pytest.mark.parametrize(
    "words", ["网联汽车", "connected vehicles", "创新中心", "perception", "Beijing", "Job", "ada byron"]
)
def test_search_finds_it_by(words: str, job: Opportunity, hana: User) -> None:
    make_two_supervisors(job, hana)

    assert list(matching(Opportunity.objects.all(), words)) == [job]


def test_exchange_must_be_one_of_the_host(job: Opportunity, hana: User, exchange: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        change_opportunity(job, actor=hana, exchange=exchange)

    assert "exchange" in refusal.value.message_dict
