"""Names of organisations and people: the same verbs for both."""

from collections.abc import Sequence
from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.bilingual.folding import fold
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.directory.domain.display import refresh_organisations, refresh_people
from qiao.rooms.directory.domain.drafts import NameDraft, PersonNameDraft
from qiao.rooms.directory.errors import LastName
from qiao.rooms.directory.followers import tell_names
from qiao.rooms.directory.models import Organisation, OrganisationName, Person, PersonName

Name = OrganisationName | PersonName
Draft = NameDraft | PersonNameDraft


def build_names(owner: Organisation | Person, drafts: Sequence[Draft]) -> list[Name]:
    """The rows of a new entry, in its creator's transaction. The first of a language is the preferred one."""
    taken: set[str] = set()
    names = []
    for draft in drafts:
        is_first = draft.is_preferred and draft.language not in taken
        names.append(_build(owner, draft, is_preferred=is_first))
        taken |= {draft.language} if is_first else set()
    return names


@transaction.atomic
def add_name(owner: Organisation | Person, *, actor: User, draft: Draft) -> Name:
    require(actor, _permission(owner), owner)
    names = _locked_names(owner)
    is_preferred = draft.is_preferred or not names.filter(language=draft.language).exists()
    if is_preferred:
        names.filter(language=draft.language).update(is_preferred=False)
    name = _build(owner, draft, is_preferred=is_preferred)
    _refresh(owner)
    record(actor, _action(owner, "added"), owner, changes=described(name))
    return name


@transaction.atomic
def change_name(name: Name, *, actor: User, draft: Draft) -> Name:
    owner = owner_of(name)
    require(actor, _permission(owner), owner)
    if draft.is_preferred:
        _locked_names(owner).filter(language=draft.language).exclude(pk=name.pk).update(is_preferred=False)
    changes = apply(name, vars(draft) | {"folded": folded(draft.value)})
    if changes:
        _refresh(owner)
        record(actor, _action(owner, "changed"), owner, changes=changes)
    return name


@transaction.atomic
def remove_name(name: Name, *, actor: User) -> None:
    owner = owner_of(name)
    require(actor, _permission(owner), owner)
    rest = _locked_names(owner).exclude(pk=name.pk)
    if not rest.exists():
        raise LastName
    changes = {field: told and told[::-1] for field, told in described(name).items()}
    name.delete()
    _prefer_another(rest, name)
    _refresh(owner)
    record(actor, _action(owner, "removed"), owner, changes=changes)


def owner_of(name: Name) -> Organisation | Person:
    return name.organisation if isinstance(name, OrganisationName) else name.person


def folded(value: str) -> str:
    """The form for comparing. Some single letters fold into many: hence the cut."""
    return fold(value)[:300]


def _build(owner: Organisation | Person, draft: Draft, *, is_preferred: bool) -> Name:
    values = vars(draft) | {"is_preferred": is_preferred, "folded": folded(draft.value)}
    name: Name
    if isinstance(owner, Organisation):
        name = OrganisationName(organisation=owner, **values)
    else:
        name = PersonName(person=owner, **values)
    name.full_clean()
    name.save(force_insert=True)
    return name


def _locked_names(owner: Organisation | Person) -> QuerySet[Any]:
    """The owner's row is the lock for its names, or two removals at once could take the last two."""
    type(owner)._base_manager.select_for_update().get(pk=owner.pk)
    return cast("QuerySet[Any]", owner.names.all())


def _prefer_another(rest: QuerySet[Any], removed: Name) -> None:
    same = rest.filter(language=removed.language)
    if removed.is_preferred and (heir := same.order_by("created_at", "id").first()):
        same.filter(pk=heir.pk).update(is_preferred=True)


def _permission(owner: Organisation | Person) -> str:
    return f"directory.change_{owner._meta.model_name}"


def _action(owner: Organisation | Person, verb: str) -> str:
    return f"directory.{owner._meta.model_name}_name.{verb}"


def _refresh(owner: Organisation | Person) -> None:
    if isinstance(owner, Organisation):
        refresh_organisations([owner])
        tell_names([owner.pk])
    else:
        refresh_people([owner])
