"""Saying "I belong here". A matching domain suggests it; the organisation or an operator grants it."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.mail.outbox import queue_mail
from qiao.rooms.accounts.domain.account import confirmed_addresses
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.display import refresh_people
from qiao.rooms.directory.domain.drafts import PersonNameDraft
from qiao.rooms.directory.domain.name import build_names
from qiao.rooms.directory.enums import ClaimState, MembershipRole, NameOrder
from qiao.rooms.directory.errors import AlreadyAnswered, AlreadyAsked, AlreadyMember, ReasonNeeded
from qiao.rooms.directory.identifiers.domain import suffixes
from qiao.rooms.directory.models import Affiliation, AffiliationClaim, Membership, Organisation, Person

MOST_TOLD = 10


def suggested_organisations(user: User) -> QuerySet[Organisation]:
    """Where the confirmed addresses of the account point, without those it belongs to already."""
    return (
        Organisation.objects.published()
        .filter(domains__suffix__in=_suffixes_of(user))
        .exclude(memberships__user=user)
        .distinct()
    )


@transaction.atomic
def claim_affiliation(
    organisation: Organisation,
    *,
    actor: User,
    claimed_name: str,
    position_zh: str = "",
    position_en: str = "",
    note: str = "",
) -> AffiliationClaim:
    require(actor, "directory.claim_affiliation", organisation)
    if organisation.memberships.filter(user=actor).exists():
        raise AlreadyMember
    claim = AffiliationClaim(
        user=actor,
        organisation=organisation,
        claimed_name=claimed_name,
        position_zh=position_zh,
        position_en=position_en,
        note=note,
        matched_domain=_matched_domain(actor, organisation),
    )
    _save_once(claim)
    record(actor, "directory.claim.made", organisation, changes={"user": None})
    _tell_editors(claim, actor)
    return claim


@transaction.atomic
def approve_claim(claim: AffiliationClaim, *, actor: User) -> Membership:
    """The account becomes a member, and its person is entered with the affiliation."""
    require(actor, "directory.decide_claim", claim)
    _answer(claim, actor, ClaimState.APPROVED)
    membership, _is_new = Membership.objects.get_or_create(
        organisation=claim.organisation, user=claim.user, defaults={"role": MembershipRole.MEMBER}
    )
    person = _person_of(claim, actor)
    Affiliation.objects.create(
        person=person,
        organisation=claim.organisation,
        position_zh=claim.position_zh,
        position_en=claim.position_en,
    )
    refresh_people([person])
    record(actor, "directory.claim.approved", claim.organisation, changes={"user": None})
    _tell_asker(claim, actor)
    return membership


@transaction.atomic
def refuse_claim(claim: AffiliationClaim, *, actor: User, reason: str) -> AffiliationClaim:
    require(actor, "directory.decide_claim", claim)
    if not reason.strip():
        raise ReasonNeeded
    _answer(claim, actor, ClaimState.REFUSED, reason=reason.strip())
    record(actor, "directory.claim.refused", claim.organisation, changes={"user": None})
    _tell_asker(claim, actor)
    return claim


@transaction.atomic
def withdraw_claim(claim: AffiliationClaim, *, actor: User) -> AffiliationClaim:
    require(actor, "directory.withdraw_claim", claim)
    _answer(claim, actor, ClaimState.WITHDRAWN)
    record(actor, "directory.claim.withdrawn", claim.organisation, changes={"user": None})
    return claim


def _answer(claim: AffiliationClaim, actor: User, state: ClaimState, reason: str = "") -> None:
    """One UPDATE decides between two answers that come at the same moment."""
    for name, value in {"state": state, "reason": reason, "decided_by": actor}.items():
        setattr(claim, name, value)
    claim.decided_at = timezone.now()
    claim.full_clean()
    values = {name: getattr(claim, name) for name in ("state", "reason", "decided_by", "decided_at")}
    if not AffiliationClaim.objects.filter(pk=claim.pk, state=ClaimState.OPEN).update(**values):
        raise AlreadyAnswered


def _save_once(claim: AffiliationClaim) -> None:
    open_ones = AffiliationClaim.objects.filter(
        user=claim.user, organisation=claim.organisation, state=ClaimState.OPEN
    )
    if open_ones.exists():
        raise AlreadyAsked
    claim.full_clean()
    try:
        with transaction.atomic():
            claim.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyAsked from error


def _person_of(claim: AffiliationClaim, actor: User) -> Person:
    if person := Person.objects.filter(user=claim.user).first():
        return person
    person = Person.objects.create(user=claim.user)
    build_names(person, [_name_draft(claim.claimed_name)])
    record(actor, "directory.person.created", person)
    return person


def _name_draft(value: str) -> PersonNameDraft:
    is_chinese = any("\u3400" <= letter <= "\u9fff" for letter in value)
    order = NameOrder.FAMILY_FIRST if is_chinese else NameOrder.GIVEN_FIRST
    return PersonNameDraft(value=value, language="zh" if is_chinese else "en", order=order, source="claim")


def _matched_domain(user: User, organisation: Organisation) -> str:
    match = organisation.domains.filter(suffix__in=_suffixes_of(user)).order_by("suffix").first()
    return match.suffix if match else ""


def _suffixes_of(user: User) -> list[str]:
    return [found for address in confirmed_addresses(user) for found in suffixes(address.rpartition("@")[2])]


def _tell_editors(claim: AffiliationClaim, actor: User) -> None:
    editors = claim.organisation.memberships.exclude(role=MembershipRole.MEMBER).select_related("user")
    for membership in editors.order_by("id")[:MOST_TOLD]:
        _mail("claim_made", membership.user, claim, actor, "directory:members")


def _tell_asker(claim: AffiliationClaim, actor: User) -> None:
    _mail("claim_answered", claim.user, claim, actor, "directory:organisation")


def _mail(name: str, reader: User, claim: AffiliationClaim, actor: User, url_name: str) -> None:
    with override(reader.language):
        path = reverse(url_name, args=[claim.organisation_id])
        organisation = str(claim.organisation.name)
    context = {
        "organisation": organisation,
        "claimed_name": claim.claimed_name,
        "matched_domain": claim.matched_domain,
        "is_approved": claim.state == ClaimState.APPROVED,
        "reason": claim.reason,
        "url": settings.BASE_URL + path,
    }
    key = f"directory.{name}:{claim.pk}:{reader.pk}"
    queue_mail(f"directory.{name}", to=reader, context=context, key=key, actor=actor)
