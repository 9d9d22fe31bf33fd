"""Who is written to about changes: each person once, about what changed in their own day.

A member who has not confirmed, or has no address, is told through the head of delegation. A head is told what
changes for the whole delegation, also without being a member of it. For a partner its owners and managers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings

from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.exchanges.domain.letters import is_reachable
from qiao.rooms.exchanges.entries import EDITORS
from qiao.rooms.exchanges.enums import MemberState
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from qiao.rooms.exchanges.purpose_names import DELEGATION, PLACE
from qiao.rooms.programme.releases.difference import Agenda, Change, Party, PartyKind, own_changes

Changes = Mapping[Party, list[Change]]


@dataclass(frozen=True, slots=True)
class Part:
    """`about` is a member, a delegation or a partner; `through` says that it is told to the head instead."""

    party: Party
    about: Any
    changes: list[Change]
    through: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """`sender` is the partner in whose name the mail comes."""

    address: str
    user: User | None
    language: str
    sender: Partner
    parts: tuple[Part, ...]

    @property
    def key(self) -> str:
        return str(self.user.pk) if self.user else self.address

    @property
    def zone(self) -> str:
        return self.user.time_zone if self.user else ""


@dataclass(frozen=True, slots=True)
class _Told:
    user: User | None
    address: str
    language: str
    sender: Partner
    part: Part


def recipients_of(exchange: Exchange, before: Agenda, after: Agenda) -> list[Recipient]:
    """By address; with as many queries for four people as for four hundred."""
    changes = own_changes(before, after)
    people = _People(exchange, changes)
    told: dict[str, list[_Told]] = defaultdict(list)
    for each in (*people.members(), *people.heads(), *people.partners()):
        told[str(each.user.pk) if each.user else each.address].append(each)
    return sorted((_recipient(parts) for parts in told.values()), key=lambda one: one.address)


def _recipient(told: list[_Told]) -> Recipient:
    first = told[0]
    parts = {each.part.party: each.part for each in told}
    return Recipient(first.address, first.user, first.language, first.sender, tuple(parts.values()))


class _People:
    """The rows of everybody whose day changed, read at once."""

    def __init__(self, exchange: Exchange, changes: Changes) -> None:
        self.exchange = exchange
        self.changes = changes
        self._delegations = {row.pk: row for row in self._read_delegations()}
        self._members = list(self._read_members())
        self._invited = dict(self._read_languages())
        self._accounts = self._read_accounts()

    def members(self) -> Iterator[_Told]:
        for member in self._members:
            party = Party(PartyKind.MEMBER, member.pk)
            if not (own := self.changes.get(party)):
                continue
            delegation = self._delegations[member.delegation_id]
            if (user := self._account_of(member)) or self._can_read(member):
                language = user.language if user else self._invited.get(member.pk, self._language(delegation))
                address = user.email if user else member.email
                yield _Told(user, address, language, delegation.partner, Part(party, member, own))
            elif told := self._to_head(delegation, Part(party, member, own, through=True)):
                yield told

    def heads(self) -> Iterator[_Told]:
        """Where the head is a confirmed member as well, that day says it already."""
        own_day = {
            (member.delegation_id, user.pk)
            for member in self._members
            if (user := self._account_of(member)) is not None
        }
        for delegation in self._delegations.values():
            party = Party(PartyKind.DELEGATION, delegation.pk)
            whole = [c for c in self.changes.get(party, []) if _is_for_all_of(c, delegation.pk)]
            is_told = (delegation.pk, delegation.head_id) in own_day
            if whole and not is_told and (told := self._to_head(delegation, Part(party, delegation, whole))):
                yield told

    def partners(self) -> Iterator[_Told]:
        rows = list(self.exchange.partners.select_related("organisation"))
        owner = next((row for row in rows if row.is_owning), rows[0] if rows else None)
        editors = _editors_of(row.organisation for row in rows)
        for row in rows:
            party = Party(PartyKind.PARTNER, row.pk)
            own = self.changes.get(party)
            for user in editors[row.organisation_id] if own and owner else ():
                yield _Told(user, user.email, user.language, owner or row, Part(party, row, own or []))

    def _to_head(self, delegation: Delegation, part: Part) -> _Told | None:
        head = delegation.head
        if not is_reachable(delegation):
            return None
        user = head or self._accounts.get(delegation.head_email)
        address = user.email if user else delegation.head_email
        return _Told(user, address, self._language(delegation), delegation.partner, part)

    def _language(self, delegation: Delegation) -> str:
        if delegation.head is not None:
            return str(delegation.head.language)
        return self._invited.get(delegation.pk, settings.LANGUAGE_CODE)

    def _account_of(self, member: DelegationMember) -> User | None:
        if member.state != MemberState.CONFIRMED:
            return None
        return member.user or self._accounts.get(member.email)

    def _can_read(self, member: DelegationMember) -> bool:
        return member.state == MemberState.CONFIRMED and bool(member.email)

    def _read_delegations(self) -> Iterable[Delegation]:
        rows = Delegation.objects.filter(exchange=self.exchange)
        return rows.select_related("head", "organisation", "partner__organisation")

    def _read_members(self) -> Iterable[DelegationMember]:
        places = DelegationMember.objects.active().filter(delegation__exchange=self.exchange)
        return places.select_related("user").order_by("delegation", "seat", "pk")

    def _read_languages(self) -> Iterable[tuple[UUID | None, str]]:
        """In which those were invited who have no account; the last invitation counts."""
        bare = [row.pk for row in self._delegations.values() if row.head is None]
        bare += [member.pk for member in self._members if member.user is None]
        invited = Invitation.objects.filter(purpose__in=(DELEGATION, PLACE), target_id__in=bare)
        return invited.order_by("id").values_list("target_id", "language")

    def _read_accounts(self) -> dict[str, User]:
        """Somebody without an account here may have one by that address: then it is one person."""
        bare = {row.head_email for row in self._delegations.values() if row.head is None}
        bare |= {member.email for member in self._members if member.user is None} - {""}
        return {user.email: user for user in User.objects.active().filter(email__in=bare)}


def _is_for_all_of(change: Change, delegation: UUID) -> bool:
    sides = (side for side in (change.before, change.after) if side)
    return any(side.for_everyone or delegation in side.delegations for side in sides)


def _editors_of(organisations: Iterable[Organisation]) -> dict[UUID, list[User]]:
    """Who speaks for each; for an entry that was merged away, whoever speaks for the one that was kept."""
    standing = _standing(organisations)
    rows = Membership.objects.filter(organisation__in=set(standing.values()), role__in=EDITORS)
    members: dict[UUID, list[User]] = defaultdict(list)
    for row in rows.filter(user__is_active=True).select_related("user").order_by("id"):
        members[row.organisation_id].append(row.user)
    return {key: members[kept] for key, kept in standing.items()}


def _standing(organisations: Iterable[Organisation]) -> dict[UUID, UUID]:
    found: dict[UUID, UUID] = {row.pk: row.merged_into_id or row.pk for row in organisations}
    while gone := _merged(found.values()):
        found = {key: gone.get(kept, kept) for key, kept in found.items()}
    return found


def _merged(keys: Iterable[UUID]) -> dict[UUID, UUID]:
    rows = Organisation.objects.filter(pk__in=set(keys), merged_into__isnull=False)
    return {key: into for key, into in rows.values_list("pk", "merged_into") if into}
