"""Intakes, stages, supervisors, other parts: who may, what is refused, what the opportunity then says."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Person
from qiao.rooms.opportunities.domain.intake import (
    add_intake,
    change_intake,
    refresh_copies,
    refresh_stale,
    remove_intake,
    stale,
)
from qiao.rooms.opportunities.domain.part import add_part, change_part, move_part, remove_part
from qiao.rooms.opportunities.domain.supervisor import add_supervisor, change_supervisor
from qiao.rooms.opportunities.errors import PlacesTaken, StagesNeeded
from qiao.rooms.opportunities.models import (
    DocumentRequirement,
    Intake,
    LanguageRequirement,
    Opportunity,
    OpportunityField,
    Stage,
)
from tests.rooms.opportunities.factory import make_intake, make_opportunity


def copies(opportunity: Opportunity) -> tuple[Any, Any, int]:
    opportunity.refresh_from_db()
    return opportunity.opens_at, opportunity.closes_at, opportunity.places


def test_intakes_are_numbered_and_the_open_one_counts(draft: Opportunity, hana: User) -> None:
    coming = make_intake(draft, hana, opens=40, closes=80, places=5)
    assert copies(draft) == (coming.opens_at, coming.closes_at, 5)

    now_open = make_intake(draft, hana, places=3)
    over = make_intake(draft, hana, opens=-9, closes=-2, places=7)

    assert [each.number for each in (coming, now_open, over)] == [1, 2, 3]
    assert copies(draft) == (now_open.opens_at, now_open.closes_at, 3)


def test_the_copies_move_on_when_an_intake_ends(draft: Opportunity, hana: User) -> None:
    now_open = make_intake(draft, hana, closes=1)
    coming = make_intake(draft, hana, opens=10, closes=40, places=9)
    later = timezone.now() + dt.timedelta(days=2)
    assert (list(stale(timezone.now())), list(stale(later))) == ([], [draft.pk])

    assert [refresh_stale(draft.pk, later), refresh_stale(draft.pk, later)] == [1, 0]

    assert copies(draft) == (coming.opens_at, coming.closes_at, 9)
    assert list(stale(later)) == []
    assert now_open.closes_at < later


def test_the_last_intake_stays_shown_when_all_are_over(draft: Opportunity, hana: User) -> None:
    over = make_intake(draft, hana, opens=-20, closes=-10)

    assert copies(draft)[1] == over.closes_at
    assert list(stale(timezone.now())) == []
    assert refresh_copies(draft) is False


@pytest.mark.parametrize(
    "values",
    [{"closes": -1}, {"places": -1}, {"letters_until": timezone.now()}],
    ids=["ends before it opens", "fewer than no places", "letters before the deadline"],
)
def test_an_intake_that_cannot_be_is_refused(values: dict[str, Any], draft: Opportunity, hana: User) -> None:
    with pytest.raises(ValidationError):
        make_intake(draft, hana, **values)

    assert not draft.intakes.exists()


def test_places_never_go_below_those_taken(job: Opportunity, hana: User) -> None:
    intake = job.intakes.get()
    Intake.objects.filter(pk=intake.pk).update(places_taken=2)

    with pytest.raises(PlacesTaken):
        change_intake(intake, actor=hana, places=1)
    changed = change_intake(intake, actor=hana, places=4)

    assert (changed.places, copies(job)[2]) == (4, 4)


def test_a_closed_opportunity_takes_a_new_intake(job: Opportunity, hana: User) -> None:
    remove_intake(job.intakes.get(), actor=hana)
    assert copies(job) == (None, None, 0)

    intake = make_intake(job, hana)

    assert (intake.number, copies(job)[2]) == (1, 2)


def test_intakes_are_the_editors_matter(job: Opportunity, nan: User, sam: User, mei: User) -> None:
    window = {"opens_at": timezone.now(), "closes_at": timezone.now() + dt.timedelta(days=3)}
    for actor in (nan, sam):
        with pytest.raises(NotPermitted):
            add_intake(job, actor=actor, places=1, **window)
        with pytest.raises(NotPermitted):
            change_intake(job.intakes.get(), actor=actor, places=9)
        with pytest.raises(NotPermitted):
            remove_intake(job.intakes.get(), actor=actor)

    assert add_intake(job, actor=mei, places=1, **window).number == 2


def test_stages_are_added_moved_and_removed(draft: Opportunity, hana: User) -> None:
    added = add_part(Stage(opportunity=draft, phase="interview", name_en="Second interview"), actor=hana)
    assert added.number == 5

    move_part(added, actor=hana, to=2)
    assert names(draft) == ["Application", "Second interview", "Review", "Interview", "Decision"]
    move_part(added, actor=hana, to=99)
    assert names(draft)[-1] == "Second interview"
    remove_part(draft.stages.get(number=1), actor=hana)

    assert names(draft) == ["Review", "Interview", "Decision", "Second interview"]
    assert list(draft.stages.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_the_last_stage_stays(draft: Opportunity, hana: User) -> None:
    for stage in draft.stages.all()[1:]:
        remove_part(stage, actor=hana)

    with pytest.raises(StagesNeeded):
        remove_part(draft.stages.get(), actor=hana)


def test_parts_are_the_editors_matter(job: Opportunity, nan: User, sam: User) -> None:
    stage = job.stages.first()
    assert stage is not None
    for actor in (nan, sam):
        with pytest.raises(NotPermitted):
            add_supervisor(job, actor=actor, name_en="Ada Byron")
        with pytest.raises(NotPermitted):
            change_part(stage, actor=actor, name_en="Else")
        with pytest.raises(NotPermitted):
            remove_part(stage, actor=actor)
        with pytest.raises(NotPermitted):
            move_part(stage, actor=actor, to=2)


@pytest.mark.parametrize(
    "values",
    [
        {"language": "zh", "scale": "cefr", "level": "7"},
        {"language": "en", "scale": "hsk", "level": "5"},
        {"language": "english", "scale": "cefr", "level": "B2"},
        {"language": "en", "scale": "toefl", "level": "B2"},
    ],
)
def test_language_levels_that_do_not_exist_are_refused(
    values: dict[str, str], draft: Opportunity, hana: User
) -> None:
    with pytest.raises(ValidationError):
        add_part(LanguageRequirement(opportunity=draft, **values), actor=hana)


def test_parts_that_repeat_are_refused(draft: Opportunity, hana: User) -> None:
    for _time in range(2):
        rows: list[Any] = [
            LanguageRequirement(opportunity=draft, language="zh", scale="hsk", level="5"),
            DocumentRequirement(opportunity=draft, kind="cv"),
            OpportunityField(opportunity=draft, code="0716"),
        ]
        for row in rows:
            if _time == 0:
                add_part(row, actor=hana)
                continue
            with pytest.raises(ValidationError):
                add_part(row, actor=hana)


def test_a_field_code_of_either_list(draft: Opportunity, hana: User) -> None:
    field = OpportunityField(opportunity=draft, scheme="cn-discipline", code="0811", clarification_zh="控制")
    assert add_part(field, actor=hana).title == "控制"

    with pytest.raises(ValidationError):
        add_part(OpportunityField(opportunity=draft, code="9999"), actor=hana)


def test_supervisor_takes_the_name_of_a_public_person(draft: Opportunity, hana: User) -> None:
    person = Person.objects.create(
        name_zh="王林", name_en="Wang Lin", visibility="public", consented_at=timezone.now()
    )

    supervisor = add_supervisor(draft, actor=hana, person=person, capacity=3)

    assert (supervisor.name_zh, supervisor.name_en, supervisor.capacity) == ("王林", "Wang Lin", 3)


def test_supervisor_whose_page_is_not_public_needs_a_written_name(draft: Opportunity, hana: User) -> None:
    person = Person.objects.create(name_en="Wang Lin")

    with pytest.raises(ValidationError):
        add_supervisor(draft, actor=hana, person=person)
    supervisor = add_supervisor(draft, actor=hana, person=person, name_en="Professor Wang")
    with pytest.raises(ValidationError):
        change_supervisor(supervisor, actor=hana, name_en="")

    assert change_supervisor(supervisor, actor=hana, capacity=2).name_en == "Professor Wang"


@pytest.mark.parametrize("values", [{}, {"name_en": "A", "capacity": 0}, {"name_en": "A", "side": "both"}])
def test_supervisor_that_cannot_be_is_refused(values: dict[str, Any], draft: Opportunity, hana: User) -> None:
    with pytest.raises(ValidationError):
        add_supervisor(draft, actor=hana, **values)


def test_opportunities_that_take_applications(host: Any, hana: User) -> None:
    now_open = make_opportunity(host, hana)
    make_intake(coming := make_opportunity(host, hana), hana, opens=5, closes=9)
    change_intake(coming.intakes.get(number=1), actor=hana, closes_at=timezone.now())

    assert list(Opportunity.objects.takes_applications()) == [now_open]


def names(opportunity: Opportunity) -> list[str]:
    return list(opportunity.stages.order_by("number").values_list("name_en", flat=True))
