"""How a career office approves and what it tells hosts. Whoever runs the office decides."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.directory.models import Organisation
from qiao.rooms.offices.models import OfficeSettings

PROFILE = ("host_covers_postings", "contact", "email", "phone", "note_zh", "note_en")


def settings_of(university: Organisation) -> OfficeSettings:
    """As they stand, or as they are before anybody has set them."""
    return OfficeSettings.objects.filter(university=university).first() or OfficeSettings(
        university=university
    )


@transaction.atomic
def set_settings(university: Organisation, *, actor: User, values: Mapping[str, Any]) -> OfficeSettings:
    require(actor, "offices.change_settings", university)
    wanted = {name: values[name] for name in PROFILE if name in values}
    Organisation.objects.select_for_update().get(pk=university.pk)
    settings, _is_new = OfficeSettings.objects.get_or_create(university=university)
    if changes := apply(settings, wanted):
        record(actor, "offices.settings.changed", university, changes=changes)
    return settings
