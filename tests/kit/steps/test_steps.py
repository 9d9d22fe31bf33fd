import pytest
from django.apps import apps
from django.db import models

from qiao.kit.activity.record import actions
from qiao.kit.errors import Conflict, QiaoError
from qiao.kit.steps.make import Steps
from qiao.kit.steps.models import Step

ROWS = [model for model in apps.get_models() if issubclass(model, Step)]


class Light(models.TextChoices):
    GREEN = "green", "Green"
    RED = "red", "Red"

    def can_become(self, target):
        return self != target


class Lamp:
    def __init__(self, state):
        self.state, self.status = state, Light(state)


class WrongLight(Conflict):
    sentence = "The lamp is %(state)s."


class NoWord(QiaoError):
    pass


STEPS = Steps(wrong=WrongLight, reasonless=NoWord)


def test_state_is_required_by_name():
    STEPS.require_state(Lamp("red"), "red", "green")

    with pytest.raises(WrongLight, match="The lamp is Red"):
        STEPS.require_state(Lamp("red"), "green")


def test_step_that_the_enum_does_not_know_is_refused():
    assert STEPS.allowed(Lamp("red"), Light.GREEN) is Light.RED

    with pytest.raises(WrongLight, match="The lamp is Red"):
        STEPS.allowed(Lamp("red"), Light.RED)


def test_reason_is_more_than_blanks():
    assert STEPS.required(" late \n") == "late"

    with pytest.raises(NoWord):
        STEPS.required(" \n")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)
def test_row_names_its_subject_and_the_activity_of_each_state(row):
    subject = row._meta.get_field(row.SUBJECT)
    told = [f"{row.NOUN}.{state}" for state, _label in row._meta.get_field("to_state").choices]

    assert subject.remote_field.related_name == "steps"
    assert [action for action in told if action not in actions] == []
