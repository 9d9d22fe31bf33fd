from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.kit.steps.models import Step, state_after, state_before
from qiao.rooms.directory.models import Organisation
from qiao.rooms.directory.validators import validate_time_zone
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.exchanges.enums import OWNING
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.letters.sealing.fields import SealedBytesField
from qiao.rooms.placement.enums import (
    OUT,
    UNDER_WAY,
    CoupleRule,
    LowerQuotaRule,
    MatchingRoundState,
    RoundObjective,
    RoundSide,
)


class MatchingRoundQuerySet(models.QuerySet["MatchingRound"]):
    def known(self) -> "MatchingRoundQuerySet":
        """Those that people rank or have ranked in, until they were called off."""
        return self.filter(state__in=(*UNDER_WAY, *OUT))

    def run_by(self, actor: Any) -> "MatchingRoundQuerySet":
        own = entries_of(actor)
        exchanges = Exchange.objects.filter(partners__role__in=OWNING, partners__organisation__in=own)
        return self.filter(Q(organisation__in=own) | Q(exchange__in=exchanges.values("pk")))

    def concerning(self, actor: Any) -> "MatchingRoundQuerySet":
        """Those that the actor runs, hosts a post of, or ranks choices in."""
        hosted = Q(posts__intake__opportunity__host__in=entries_of(actor))
        listed = Q(lists__profile__user=actor) & ~Q(state=MatchingRoundState.PREPARING)
        ids = self.model._default_manager.filter(hosted | listed).values("pk")
        return self.run_by(actor) | self.filter(pk__in=ids)


class MatchingRound(Record):
    """Posts of several hosts filled together: everybody ranks, and the result is stable.

    It is run by one organisation or by the owners of one exchange.
    """

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="matching_rounds",
    )
    exchange = models.ForeignKey(
        Exchange,
        verbose_name=_("exchange"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="matching_rounds",
    )
    follows = models.OneToOneField(
        "self",
        verbose_name=_("second round of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="second",
    )
    name_zh, name_en = bilingual(pgettext_lazy("matching round", "name"), max_length=150)
    name = Bilingual("name")
    note_zh, note_en = bilingual(_("note to everybody"), max_length=2000, multiline=True)
    note = Bilingual("note")
    state = models.CharField(
        _("state"), max_length=10, choices=MatchingRoundState.choices, default=MatchingRoundState.PREPARING
    )
    side = models.CharField(
        _("best for"), max_length=10, choices=RoundSide.choices, default=RoundSide.APPLICANTS
    )
    objective = models.CharField(
        _("what is sought"), max_length=10, choices=RoundObjective.choices, default=RoundObjective.STABLE
    )
    lower_quota_rule = models.CharField(
        _("lower quotas"), max_length=10, choices=LowerQuotaRule.choices, default=LowerQuotaRule.REPORT
    )
    couple_rule = models.CharField(
        pgettext_lazy("matching round", "pairs"),
        max_length=10,
        choices=CoupleRule.choices,
        default=CoupleRule.CHOICE,
    )
    takes_pairs = models.BooleanField(_("two people may apply as a pair"), default=False)
    reverts = models.BooleanField(_("places that stay empty go to the named sibling"), default=False)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    lists_due_at = models.DateTimeField(_("lists are due"))
    publish_at = models.DateTimeField(_("result is published"))
    answers_due_at = models.DateTimeField(_("answers are due"))
    # Drawn at the opening and shown by its digest alone until the result is out, so that whoever certifies
    # last cannot try lists for a seed.
    nonce = SealedBytesField(pgettext_lazy("lottery", "nonce"), null=True, blank=True, editable=False)
    nonce_digest = models.CharField(
        pgettext_lazy("lottery", "digest of the nonce (SHA-256)"), max_length=64, blank=True, editable=False
    )
    # From the nonce and the digests of all certified lists: written when they are sealed.
    seed = models.PositiveIntegerField(_("seed of the lottery"), null=True, blank=True, editable=False)

    objects = MatchingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("matching round")
        verbose_name_plural = _("matching rounds")
        ordering = ["-id"]
        constraints = [
            in_one_language("name", of="placement_round"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, exchange=None)
                | Q(organisation=None, exchange__isnull=False),
                name="placement_round_run_by_one",
            ),
            models.CheckConstraint(
                condition=Q(publish_at__gt=F("lists_due_at")) & Q(answers_due_at__gt=F("publish_at")),
                name="placement_round_in_order",
                violation_error_message=_(
                    "First the lists are due, then the result is published, then answers are due."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("certified", "run", *OUT)) | Q(seed__isnull=False),
                name="placement_sealed_has_a_seed",
            ),
        ]
        indexes = [models.Index(fields=["state", "lists_due_at"], name="placement_by_deadline")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def status(self) -> MatchingRoundState:
        return MatchingRoundState(self.state)

    @property
    def is_prepared(self) -> bool:
        """Its rules and posts may still change, and nobody ranks."""
        return self.state == MatchingRoundState.PREPARING

    @property
    def is_out(self) -> bool:
        return self.state in OUT

    @property
    def published_nonce(self) -> str | None:
        """With the result, for everybody to draw the seed again."""
        return bytes(self.nonce).hex() if self.is_out and self.nonce is not None else None

    @property
    def takes_lists(self) -> bool:
        return self.state == MatchingRoundState.OPEN and timezone.now() < self.lists_due_at

    @property
    def takes_answers(self) -> bool:
        return self.state == MatchingRoundState.PUBLISHED and timezone.now() < self.answers_due_at

    @property
    def runner(self) -> Any:
        """The organisation or the exchange that runs it."""
        return self.organisation or self.exchange


class RoundStep(Step):
    """One change of state: who made it and when (`created_at`)."""

    SUBJECT = "round"
    NOUN = "placement.round"

    round = models.ForeignKey(
        MatchingRound, verbose_name=_("matching round"), on_delete=models.CASCADE, related_name="steps"
    )
    from_state = state_before(MatchingRoundState, 10)
    to_state = state_after(MatchingRoundState, 10)

    class Meta(Step.Meta):
        verbose_name = _("step of a matching round")
        verbose_name_plural = _("steps of matching rounds")
