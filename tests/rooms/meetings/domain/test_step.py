"""What two agreed to do next: both sides are equals."""

import datetime as dt

import pytest

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.step import add_step, change_step, finish_step, remove_step, reopen_step
from qiao.rooms.meetings.errors import NotOfThePair, StepChanged
from qiao.rooms.meetings.models import Encounter, MeetingParty, NextStep
from tests.rooms.meetings.domain.conftest import fresh

Parties = dict[str, MeetingParty]


@pytest.fixture
def step(encounter: Encounter, parties: Parties, una: User) -> NextStep:
    values = {"text": "Send the draft", "owner": parties["Innovation"], "due_on": dt.date(2099, 6, 1)}
    return add_step(encounter, actor=una, values=values)


@pytest.mark.parametrize("who", ["una", "hui"])
def test_both_sides_do_everything(step: NextStep, request: pytest.FixtureRequest, who: str) -> None:
    actor = request.getfixturevalue(who)

    changed = change_step(step, actor=actor, values={"text": "Send both drafts"}, version=1)
    done = finish_step(step, actor=actor)
    again = reopen_step(step, actor=actor)

    assert (changed.text, changed.version, changed.due_on) == ("Send both drafts", 2, dt.date(2099, 6, 1))
    assert done.done_at is not None
    assert again.done_at is None
    remove_step(step, actor=actor)
    assert not NextStep.objects.exists()


@pytest.mark.parametrize("who", ["fay", "nan", "sam", "opal"])
def test_others_only_read(
    encounter: Encounter, step: NextStep, request: pytest.FixtureRequest, who: str
) -> None:
    actor = request.getfixturevalue(who)
    for call in (
        lambda: add_step(encounter, actor=actor, values={"text": "Mine"}),
        lambda: change_step(step, actor=actor, values={"text": "Mine"}, version=1),
        lambda: finish_step(step, actor=actor),
        lambda: reopen_step(step, actor=actor),
        lambda: remove_step(step, actor=actor),
    ):
        with pytest.raises(NotPermitted):
            call()

    assert fresh(step).text == "Send the draft"


def test_second_of_two_is_told(step: NextStep, una: User, hui: User) -> None:
    change_step(step, actor=una, values={"text": "Call"}, version=1)

    with pytest.raises(StepChanged):
        change_step(step, actor=hui, values={"due_on": None}, version=1)

    assert fresh(step).text == "Call"


def test_done_twice_keeps_the_first_moment(step: NextStep, una: User, hui: User) -> None:
    first = finish_step(step, actor=una).done_at

    assert finish_step(step, actor=hui).done_at == first


def test_owner_is_one_of_the_two(encounter: Encounter, step: NextStep, parties: Parties, una: User) -> None:
    with pytest.raises(NotOfThePair):
        add_step(encounter, actor=una, values={"text": "Call", "owner": parties["Lidar"]})
    with pytest.raises(NotOfThePair):
        change_step(step, actor=una, values={"owner": parties["Duke"]}, version=1)

    assert NextStep.objects.count() == 1
