from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.errors import Invalid
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described, with_nulls
from qiao.rooms.directory.domain.display import refresh_organisations
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.name import build_names
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.directory.sentences import NAME_NEEDED

# What its owners and managers write; the rest has verbs of its own.
PROFILE = (
    "kind",
    "ror_id",
    "credit_code",
    "country",
    "city_zh",
    "city_en",
    "latitude",
    "longitude",
    "time_zone",
    "website",
    "positioning_zh",
    "positioning_en",
    "core_business_zh",
    "core_business_en",
)
ORIGIN = ("provenance", "source_note")  # what an operator alone says about an entry


@transaction.atomic
def create_organisation(
    *, actor: User, names: Sequence[NameDraft], values: Mapping[str, Any], owner: User | None = None
) -> Organisation:
    """A draft with its names. Whoever registers an organisation owns its entry; an operator may leave it
    without an owner, or name one."""
    require(actor, "directory.create_organisation")
    if not names:
        raise Invalid([{"place": "names", "problem": str(NAME_NEEDED)}])
    organisation = Organisation(**_allowed(actor, values))
    organisation.full_clean()
    organisation.save(force_insert=True)
    build_names(organisation, names)
    _give_owner(organisation, actor, owner)
    refresh_organisations([organisation])
    record(actor, "directory.organisation.created", organisation, changes=described(organisation))
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation, *, actor: User, values: Mapping[str, Any]
) -> Organisation:
    require(actor, "directory.change_organisation", organisation)
    changes = apply(organisation, _allowed(actor, values))
    if changes:
        refresh_organisations([organisation])
        record(actor, "directory.organisation.changed", organisation, changes=changes)
    return organisation


def _allowed(actor: User, values: Mapping[str, Any]) -> dict[str, Any]:
    """Only what a profile holds, and for operators its origin: nobody assigns a state or an owner here."""
    names = (*PROFILE, *ORIGIN) if actor.is_operator else PROFILE
    return with_nulls(Organisation, {name: values[name] for name in names if name in values})


def _give_owner(organisation: Organisation, actor: User, owner: User | None) -> None:
    if owner is None and actor.is_operator:
        return
    user = owner if owner and actor.is_operator else actor
    Membership.objects.create(organisation=organisation, user=user, role=MembershipRole.OWNER)
