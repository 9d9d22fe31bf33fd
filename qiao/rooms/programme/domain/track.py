from collections.abc import Mapping
from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.models import Track

PROFILE = ("name_zh", "name_en", "position")


@transaction.atomic
def add_track(exchange: Exchange, *, actor: User, values: Mapping[str, Any]) -> Track:
    require(actor, "programme.edit_programme", exchange)
    track = Track(exchange=exchange, **_profile(values))
    track.full_clean()
    track.save(force_insert=True)
    record(actor, "programme.track.added", exchange, changes=described(track))
    return track


@transaction.atomic
def change_track(track: Track, *, actor: User, values: Mapping[str, Any]) -> Track:
    require(actor, "programme.edit_programme", track)
    track = Track.objects.select_for_update(of=("self",)).select_related("exchange").get(pk=track.pk)
    if changes := apply(track, _profile(values)):
        told = {"track": [None, str(track.pk)]}
        record(actor, "programme.track.changed", track.exchange, changes=told | changes)
    return track


@transaction.atomic
def remove_track(track: Track, *, actor: User) -> None:
    """Its sessions stay, outside any track."""
    require(actor, "programme.edit_programme", track)
    told = {"name_zh": [track.name_zh, ""], "name_en": [track.name_en, ""]}
    record(actor, "programme.track.removed", track.exchange, changes=told)
    track.delete()


def _profile(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in PROFILE if name in values}
