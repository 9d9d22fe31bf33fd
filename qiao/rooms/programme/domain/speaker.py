"""Who speaks, moderates and interprets in a session. Whoever may edit the session names them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.programme.models import ProgrammeItem, Speaker

PROFILE = ("role", "person", "name_zh", "name_en", "organisation_zh", "organisation_en", "position")


@transaction.atomic
def add_speaker(item: ProgrammeItem, *, actor: User, values: Mapping[str, Any]) -> Speaker:
    require(actor, "programme.edit_item", item)
    speaker = Speaker(item=item, **_profile(values))
    speaker.full_clean()
    speaker.save(force_insert=True)
    record(actor, "programme.speaker.added", item, changes=described(speaker))
    return speaker


@transaction.atomic
def change_speaker(speaker: Speaker, *, actor: User, values: Mapping[str, Any]) -> Speaker:
    require(actor, "programme.edit_item", speaker.item)
    if changes := apply(speaker, _profile(values)):
        record(actor, "programme.speaker.changed", speaker.item, changes=changes)
    return speaker


@transaction.atomic
def remove_speaker(speaker: Speaker, *, actor: User) -> None:
    require(actor, "programme.edit_item", speaker.item)
    record(actor, "programme.speaker.removed", speaker.item, changes={"role": [speaker.role, None]})
    speaker.delete()


def _profile(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in PROFILE if name in values}
