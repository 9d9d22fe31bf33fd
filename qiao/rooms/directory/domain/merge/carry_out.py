from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.bilingual.search import unindex
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.display import refresh_organisations
from qiao.rooms.directory.domain.merge.compare import ABSORBED, CHOICES, NAMES, compare
from qiao.rooms.directory.domain.merge.ledger import Ledger
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.errors import CannotMerge
from qiao.rooms.directory.followers import tell_names, tell_publication
from qiao.rooms.directory.models import (
    DifferentOrganisations,
    Membership,
    MergeRecord,
    Organisation,
    OrganisationName,
)

UNIQUE = ("ror_id", "credit_code")
# These speak of the two entries as such and stay where they are.
NOT_MOVED = (DifferentOrganisations, MergeRecord, Organisation, OrganisationName)


@transaction.atomic
def merge_organisations(
    survivor: Organisation, *, absorbed: Organisation, actor: User, choices: Mapping[str, str] | None = None
) -> MergeRecord:
    """Everything of `absorbed` goes to `survivor`; its address leads there. `choices` names, for each field
    that differs, whose value stays ("survivor" or "absorbed"); otherwise as `compare` proposes."""
    require(actor, "directory.merge_organisations")
    survivor, absorbed = _locked(survivor, absorbed)
    chosen = _chosen(survivor, absorbed, choices or {})
    ledger = Ledger()
    _take_values(survivor, absorbed, chosen, ledger)
    _take_names(survivor, absorbed, chosen, ledger)
    _raise_roles(survivor, absorbed, ledger)
    for model, column in links_to_organisations():
        ledger.move(model._base_manager.filter(**{column: absorbed.pk}), column, survivor.pk)
    ledger.write(absorbed, "merged_into_id", survivor.pk)
    merge = MergeRecord.objects.create(
        survivor=survivor, absorbed=absorbed, merged_by=actor, moved=ledger.moved, changed=ledger.changed
    )
    unindex(absorbed)
    refresh_organisations([survivor])
    record(actor, "directory.organisation.merged", survivor, changes={"absorbed": [None, str(absorbed.pk)]})
    tell_names([survivor.pk])
    tell_publication([survivor.pk], actor)
    return merge


def links_to_organisations() -> list[tuple[type[models.Model], str]]:
    """Every column of every room that points at an organisation: later rooms join by themselves."""
    return [
        (relation.related_model, relation.field.attname)
        for relation in Organisation._meta.related_objects
        if relation.related_model not in NOT_MOVED and not relation.many_to_many
    ]


def lock(*organisations: Organisation) -> list[Organisation]:
    """Fresh copies, locked in the order of their ids so that two merges never wait for each other."""
    ids = [organisation.pk for organisation in organisations]
    found = {
        row.pk: row for row in Organisation.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    }
    return [found[pk] for pk in ids]


def _locked(survivor: Organisation, absorbed: Organisation) -> list[Organisation]:
    if survivor.pk == absorbed.pk:
        raise CannotMerge(reason=_("they are one and the same."))
    both = lock(survivor, absorbed)
    if any(organisation.merged_into_id for organisation in both):
        raise CannotMerge(reason=_("one of them has been merged already."))
    return both


def _chosen(survivor: Organisation, absorbed: Organisation, choices: Mapping[str, str]) -> list[str]:
    """The names of what comes from the absorbed entry."""
    rows = compare(survivor, absorbed)
    return [row.name for row in rows if choices.get(row.name, row.chosen) == ABSORBED]


def _take_values(survivor: Organisation, absorbed: Organisation, chosen: list[str], ledger: Ledger) -> None:
    taken = {column for name in chosen for column in CHOICES.get(name, ())}
    for column in [field.attname for field in Organisation._meta.concrete_fields if field.name in taken]:
        value = getattr(absorbed, column)
        if column in UNIQUE:
            ledger.write(absorbed, column, None)
        ledger.write(survivor, column, value)


def _take_names(survivor: Organisation, absorbed: Organisation, chosen: list[str], ledger: Ledger) -> None:
    taken = {NAMES[name] for name in chosen if name in NAMES}
    preferred = dict(survivor.names.filter(is_preferred=True).values_list("language", "pk"))
    wanted = {name.language: name for name in absorbed.names.filter(is_preferred=True)}
    for name in wanted.values():
        ledger.write(name, "is_preferred", False)
    ledger.move(OrganisationName.objects.filter(organisation=absorbed), "organisation_id", survivor.pk)
    for language, name in wanted.items():
        if language in taken or language not in preferred:
            _prefer(survivor, name, ledger)


def _prefer(survivor: Organisation, wanted: OrganisationName, ledger: Ledger) -> None:
    """The name that moved, or its twin that the surviving entry had before."""
    names = survivor.names.filter(language=wanted.language)
    for name in names.filter(is_preferred=True):
        ledger.write(name, "is_preferred", False)
    twin = names.filter(kind=wanted.kind, value=wanted.value).get()
    ledger.write(twin, "is_preferred", True)


def _raise_roles(survivor: Organisation, absorbed: Organisation, ledger: Ledger) -> None:
    """Who belongs to both keeps the higher role."""
    own: dict[Any, Membership] = {row.user_id: row for row in survivor.memberships.all()}
    for other in absorbed.memberships.filter(user__in=own):
        if MembershipRole(other.role).rank > MembershipRole(own[other.user_id].role).rank:
            ledger.write(own[other.user_id], "role", other.role)
