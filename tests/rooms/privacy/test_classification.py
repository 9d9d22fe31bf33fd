"""No field without a class, no personal model without a way to find and erase a person's rows."""

import pytest
from django.apps import apps
from django.db.models import Model

from qiao.kit.classification import Classified, classified
from qiao.rooms.privacy.reasons import reason_for

UNCLASSED = {"id", "created_at", "updated_at"}


def own_fields(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields} - UNCLASSED


def judge(model: type[Model], entry: Classified | None) -> list[str]:
    """What is wrong with one model's class; an empty list when nothing is."""
    label = model._meta.label_lower
    if entry is None:
        return [f"{label} is not classed"]
    wrong = [f"{label}.{name} has no class" for name in sorted(own_fields(model) - set(entry.fields))]
    known = own_fields(model) | {field.name for field in model._meta.concrete_fields}
    wrong += [f"{label}.{name} is no field" for name in sorted(set(entry.fields) - known)]
    if entry.is_personal and entry.find is None:
        wrong.append(f"{label} does not say how a person's rows are found")
    if entry.is_personal and entry.erase is None and not entry.kept_because:
        wrong.append(f"{label} neither erases nor says why it keeps")
    return wrong


def test_every_field_of_every_model_has_a_class() -> None:
    entries = dict(classified.items())
    wrong = [
        text for model in apps.get_models() for text in judge(model, entries.get(model._meta.label_lower))
    ]

    assert wrong == []


def test_every_part_that_holds_personal_data_says_why() -> None:
    silent = {label for label, entry in classified.items() if entry.is_personal and reason_for(label) is None}

    assert silent == set()


def test_judge_sees_a_forgotten_model_field_and_finder() -> None:
    from qiao.kit.classification import Sensitivity
    from qiao.rooms.accounts.models import User

    personal = dict.fromkeys(own_fields(User), Sensitivity.PERSONAL)
    partly = dict.fromkeys(own_fields(User) - {"email"}, Sensitivity.PLAIN)

    assert judge(User, None) == ["accounts.user is not classed"]
    assert judge(User, Classified(User, partly)) == ["accounts.user.email has no class"]
    assert judge(User, Classified(User, personal)) == [
        "accounts.user does not say how a person's rows are found",
        "accounts.user neither erases nor says why it keeps",
    ]


@pytest.mark.django_db
def test_every_finder_answers_for_nobody() -> None:
    from qiao.kit.classification import DataSubject

    for entry in classified:
        if entry.find is not None:
            assert not entry.find(DataSubject()).exists(), entry.model
