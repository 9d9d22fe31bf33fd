import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual
from qiao.kit.records import Record
from qiao.kit.steps.models import ReasonedStep, state_after, state_before
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.enums import OfferState
from qiao.rooms.opportunities.models import Intake

AHEAD = dt.timedelta(days=1)


class OfferQuerySet(models.QuerySet["Offer"]):
    def standing(self) -> "OfferQuerySet":
        """Those that hold a place."""
        return self.filter(state=OfferState.OPEN)

    def overdue(self, now: dt.datetime) -> "OfferQuerySet":
        return self.standing().filter(answer_until__lte=now)

    def to_remind(self, now: dt.datetime) -> "OfferQuerySet":
        """A day before the time is over, once for each deadline; not where there were less than two days."""
        soon = self.standing().filter(answer_until__gt=now, answer_until__lte=now + AHEAD)
        return soon.filter(answer_until__gte=F("created_at") + 2 * AHEAD).exclude(
            reminded_of=F("answer_until")
        )

    def of_applicant(self, actor: Any) -> "OfferQuerySet":
        return self.filter(application__profile__user=actor)


class Offer(Record):
    """A place offered by the host to one applicant, held until it is answered or its time is over."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="offers"
    )
    intake = models.ForeignKey(
        Intake, verbose_name=_("intake"), on_delete=models.PROTECT, related_name="offers"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answer_until = models.DateTimeField(_("answer until"))
    reminded_of = models.DateTimeField(
        _("deadline of which was reminded"), null=True, blank=True, editable=False
    )
    terms_zh, terms_en = bilingual(pgettext_lazy("offer", "terms"), max_length=2000, multiline=True)
    terms = Bilingual("terms")
    state = models.CharField(_("state"), max_length=10, choices=OfferState.choices, default=OfferState.OPEN)
    closed_at = models.DateTimeField(
        pgettext_lazy("offer", "closed at"), null=True, blank=True, editable=False
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(state="open"), name="offers_one_open"
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(state="accepted"), name="offers_accepted_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | ~Q(state="open") & Q(closed_at__isnull=False),
                name="offers_closed_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["intake", "state", "id"], name="offers_of_intake"),
            models.Index(fields=["state", "answer_until"], name="offers_overdue"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} – {self.intake}"

    @property
    def status(self) -> OfferState:
        return OfferState(self.state)

    @property
    def is_open(self) -> bool:
        return self.state == OfferState.OPEN

    @property
    def is_answerable(self) -> bool:
        return self.is_open and self.answer_until > timezone.now()


class OfferStep(ReasonedStep):
    """One change of state: who made it, when (`created_at`) and why."""

    SUBJECT = "offer"
    NOUN = "offers.offer"

    offer = models.ForeignKey(Offer, verbose_name=_("offer"), on_delete=models.CASCADE, related_name="steps")
    from_state = state_before(OfferState, 10)
    to_state = state_after(OfferState, 10)

    class Meta(ReasonedStep.Meta):
        verbose_name = _("step of an offer")
        verbose_name_plural = _("steps of offers")
