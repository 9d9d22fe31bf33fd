from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.records import Record
from qiao.kit.steps.models import ReasonedStep, state_after, state_before
from qiao.kit.text import validate_line
from qiao.rooms.directory.models import Organisation
from qiao.rooms.directory.validators import validate_mail_host
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.exchanges.enums import (
    ACTIVE_MEMBERS,
    OVER,
    OWNING,
    SEATED,
    UNANSWERED,
    DelegationState,
    OfferState,
)
from qiao.rooms.exchanges.models.exchange import Exchange
from qiao.rooms.exchanges.models.partner import Partner


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def standing(self) -> "DelegationQuerySet":
        return self.exclude(state__in=OVER)

    def in_line(self) -> "DelegationQuerySet":
        """Waiting without an offer, the first to come first."""
        waiting = self.filter(state=DelegationState.WAITING)
        return waiting.exclude(offers__state=OfferState.OPEN).order_by("waiting_since", "id")

    def taking_part(self, actor: Any) -> "DelegationQuerySet":
        """Those that still stand and that the actor leads or belongs to."""
        if not getattr(actor, "is_authenticated", False):
            return self.none()
        own = actor.delegation_places.filter(state__in=ACTIVE_MEMBERS).values("delegation")
        return self.standing().filter(Q(head=actor) | Q(pk__in=own))

    def visible_to(self, actor: Any) -> "DelegationQuerySet":
        """The owners see all of their exchange, a partner those it invited, head and members their own."""
        if not getattr(actor, "is_authenticated", False):
            return self.none()
        if actor.is_operator:
            return self.all()
        edited = entries_of(actor)
        owned = Partner.objects.filter(role__in=OWNING, organisation__in=edited).values("exchange")
        own = actor.delegation_places.filter(state__in=ACTIVE_MEMBERS).values("delegation")
        invited = Q(partner__organisation__in=edited) | Q(exchange__in=owned)
        return self.filter(invited | Q(head=actor) | Q(pk__in=own))


class Delegation(Record):
    """A university at an exchange: who leads it, the seats it asks for and holds, how far it is. Until a head
    has followed a link, the one that invited it or an owner fills its seats."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="delegations"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("university"), on_delete=models.PROTECT, related_name="delegations"
    )
    partner = models.ForeignKey(
        Partner,
        verbose_name=pgettext_lazy("delegation", "invited by"),
        on_delete=models.PROTECT,
        related_name="delegations",
    )
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("head of delegation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="headed_delegations",
    )
    head_email = models.EmailField(
        _("e-mail of the head"), max_length=254, blank=True, validators=[validate_line, validate_mail_host]
    )
    state = models.CharField(
        _("state"), max_length=12, choices=DelegationState.choices, default=DelegationState.INVITED
    )
    seats_asked = models.PositiveSmallIntegerField(_("seats asked for"))
    seats_held = models.PositiveSmallIntegerField(_("seats held"), default=0, editable=False)
    seats_filled = models.PositiveSmallIntegerField(_("seats filled"), default=0, editable=False)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "organisation"],
                condition=~Q(state__in=OVER),
                name="exchanges_delegation_once",
                violation_error_message=_("This organisation already has a delegation at this exchange."),
            ),
            models.CheckConstraint(
                condition=Q(seats_asked__gte=1),
                name="exchanges_delegation_asks_for_a_seat",
                violation_error_message=_("A delegation has one seat at least."),
            ),
            models.CheckConstraint(
                condition=Q(seats_held=0) | Q(seats_held=F("seats_asked")),
                name="exchanges_delegation_all_or_nothing",
            ),
            models.CheckConstraint(
                condition=Q(seats_filled__lte=F("seats_held")), name="exchanges_delegation_within_its_seats"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*OVER, *UNANSWERED], seats_held=0)
                | Q(state__in=SEATED, seats_held__gte=1)
                | Q(state=DelegationState.WAITING),
                name="exchanges_delegation_holds_while_it_takes_part",
            ),
            models.CheckConstraint(
                condition=~Q(state=DelegationState.WAITING) | Q(waiting_since__isnull=False),
                name="exchanges_delegation_waits_since",
            ),
            models.CheckConstraint(
                condition=Q(head_email=Lower("head_email")), name="exchanges_delegation_email_lower"
            ),
        ]
        indexes = [
            models.Index(fields=["exchange", "state", "waiting_since", "id"], name="exchanges_waiting_line"),
            models.Index(fields=["head_email"], name="exchanges_head_email"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.exchange}"

    @property
    def status(self) -> DelegationState:
        return DelegationState(self.state)


class DelegationStep(ReasonedStep):
    """One change of state: who made it, when (`created_at`) and why. Whoever was signed out is nobody."""

    SUBJECT = "delegation"
    NOUN = "exchanges.delegation"

    delegation = models.ForeignKey(
        Delegation, verbose_name=_("delegation"), on_delete=models.CASCADE, related_name="steps"
    )
    from_state = state_before(DelegationState, 12)
    to_state = state_after(DelegationState, 12)
    is_lapse = models.BooleanField(_("because an offer was not answered"), default=False)

    class Meta(ReasonedStep.Meta):
        verbose_name = _("step of a delegation")
        verbose_name_plural = _("steps of delegations")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="")
                | Q(is_lapse=True)
                | ~(
                    Q(to_state__in=OVER)
                    | Q(from_state=DelegationState.SUBMITTED, to_state=DelegationState.REGISTERING)
                ),
                name="exchanges_step_with_reason",
                violation_error_message=_(
                    "Say why: the reason is kept with the step and told to the others."
                ),
            )
        ]
