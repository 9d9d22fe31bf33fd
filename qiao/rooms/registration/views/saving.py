"""A domain call that may find that somebody else saved meanwhile."""

from collections.abc import Callable
from typing import Any

from django import forms

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.registration.domain.registration import registration_of
from qiao.rooms.registration.errors import ChangedMeanwhile
from qiao.rooms.registration.models import Registration


def saves(form: forms.BaseForm, call: Callable[[], Any], show: Callable[[Any], None]) -> bool:
    """As `succeeds`; `show` is given what stands there now, to be shown beside what was to be saved."""
    theirs: list[Any] = []

    def attempt() -> None:
        try:
            call()
        except ChangedMeanwhile as refusal:
            theirs.append(refusal.values["theirs"])
            raise

    if succeeds(form, attempt):
        return True
    for values in theirs:
        show(values)
    return False


def fresh_version(registration: Registration, name: str) -> int:
    now = registration_of(registration.delegation, registration.member)
    return int(getattr(now, name))
