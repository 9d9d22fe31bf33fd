"""Who is on the panel: members of the host, and others who are invited by mail."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.domain.invitation import invite
from qiao.rooms.accounts.errors import InvitationUnusable
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.accounts.purposes import Purpose
from qiao.rooms.exchanges.entries import MEMBERS, acts_for
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.errors import AlreadyReviewer, ApplicantOnPanel, NotOfTheHost
from qiao.rooms.reviews.models import Assignment, Reviewer
from qiao.rooms.reviews.purpose_names import REVIEWER
from qiao.rooms.reviews.rules import applies_to_it


@transaction.atomic
def invite_reviewer(opportunity: Opportunity, *, actor: User, email: str) -> Invitation:
    require(actor, "reviews.run_panel", opportunity)
    reviewers = Reviewer.objects.active().filter(opportunity=opportunity)
    if reviewers.filter(user__email__iexact=email.strip()).exists():
        raise AlreadyReviewer
    return invite(actor, email, purpose=REVIEWER, target_id=opportunity.pk)


@transaction.atomic
def add_reviewer(opportunity: Opportunity, *, actor: User, user: User) -> Reviewer:
    """A member of the host needs no invitation."""
    require(actor, "reviews.run_panel", opportunity)
    if not acts_for(user, opportunity.host_id, MEMBERS):
        raise NotOfTheHost
    return _seated(opportunity, user, actor)


@transaction.atomic
def remove_reviewer(reviewer: Reviewer, *, actor: User) -> Reviewer:
    """What was submitted stays; what was not is free for others."""
    require(actor, "reviews.run_panel", reviewer.opportunity)
    reviewer = Reviewer.objects.select_for_update().get(pk=reviewer.pk)
    Assignment.everything.filter(reviewer=reviewer).owed().delete()
    reviewer.left_at = reviewer.left_at or timezone.now()
    reviewer.full_clean()
    reviewer.save(update_fields=["left_at", "updated_at"])
    record(actor, "reviews.reviewer.removed", reviewer)
    return reviewer


def _seated(opportunity: Opportunity, user: User, actor: User) -> Reviewer:
    if applies_to_it(user, opportunity):
        raise ApplicantOnPanel
    reviewer = Reviewer.objects.select_for_update().filter(opportunity=opportunity, user=user).first()
    if reviewer is not None and reviewer.is_active:
        raise AlreadyReviewer
    reviewer = reviewer or Reviewer(opportunity=opportunity, user=user)
    reviewer.left_at = None
    try:
        with transaction.atomic():
            reviewer.full_clean(validate_constraints=False)
            reviewer.save()
    except IntegrityError:
        raise AlreadyReviewer from None  # added twice in the same moment
    record(actor, "reviews.reviewer.added", reviewer)
    return reviewer


def _found(target_id: UUID | None) -> Opportunity:
    rows: QuerySet[Opportunity] = Opportunity.objects.select_related("host")
    row = rows.filter(pk=str(target_id)).first() if target_id else None
    if row is None:
        raise InvitationUnusable
    return row


def _accept(user: User, invitation: Invitation) -> None:
    _seated(_found(invitation.target_id), user, user)


def _describe(invitation: Invitation) -> str:
    opportunity = _found(invitation.target_id)
    return _("to review applications for %(opportunity)s, %(host)s") % {
        "opportunity": opportunity,
        "host": opportunity.host,
    }


def _may_invite(actor: Any, target_id: UUID | None) -> bool:
    opportunity = Opportunity.objects.select_related("host").filter(pk=str(target_id)).first()
    return opportunity is not None and may(actor, "reviews.run_panel", opportunity)


def _next(invitation: Invitation) -> str:
    return reverse("reviews:own", args=[_found(invitation.target_id).pk])


ON_THE_PANEL = Purpose(gettext_lazy("reviewer"), _accept, _describe, _may_invite, next_url=_next)
