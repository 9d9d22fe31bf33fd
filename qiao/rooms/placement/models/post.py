from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.records import Record
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.models import Intake, Supervisor
from qiao.rooms.placement.models.round import MatchingRound


class RoundPost(Record):
    """An intake whose places a round fills."""

    round = models.ForeignKey(
        MatchingRound, verbose_name=_("matching round"), on_delete=models.CASCADE, related_name="posts"
    )
    intake = models.ForeignKey(
        Intake, verbose_name=_("intake"), on_delete=models.PROTECT, related_name="matching_posts"
    )
    number = models.PositiveIntegerField(pgettext_lazy("post", "number"))
    quota = models.PositiveIntegerField(_("places in this round"))
    lower_quota = models.PositiveIntegerField(_("lower quota"), default=0)
    reserved = models.PositiveIntegerField(_("places reserved"), default=0)
    reserved_for = models.ForeignKey(
        Organisation,
        verbose_name=_("reserved for confirmed students of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reverts_to = models.ForeignKey(
        "self",
        verbose_name=_("places that stay empty go to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_supervised = models.BooleanField(_("people rank supervisors"), default=False)

    class Meta:
        verbose_name = _("post of a round")
        verbose_name_plural = _("posts of rounds")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="placement_post_number_once"),
            models.UniqueConstraint(
                fields=["round", "intake"],
                name="placement_post_once",
                violation_error_message=_("This post is in the round already."),
            ),
            models.CheckConstraint(
                condition=Q(quota__gte=1),
                name="placement_post_has_places",
                violation_error_message=_("A post brings at least one place."),
            ),
            models.CheckConstraint(
                condition=Q(lower_quota__lte=F("quota")),
                name="placement_lower_quota_within",
                violation_error_message=_("The lower quota is above the number of places."),
            ),
            models.CheckConstraint(
                condition=Q(reserved__lte=F("quota")),
                name="placement_reserved_within",
                violation_error_message=_("More places are reserved than there are."),
            ),
            models.CheckConstraint(
                condition=Q(reserved=0, reserved_for=None) | Q(reserved__gte=1, reserved_for__isnull=False),
                name="placement_reserved_for_somebody",
                violation_error_message=_("Say both how many places are reserved and for which university."),
            ),
            models.CheckConstraint(
                condition=Q(reverts_to=None) | ~Q(reverts_to=F("id")),
                name="placement_reverts_elsewhere",
                violation_error_message=_("Places cannot go to the post that they come from."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.intake.opportunity.title)

    @property
    def code(self) -> str:
        """How lists, the instance and the certificate call it."""
        return f"p{self.number}"


class RoundOption(Record):
    """What a person ranks: a post, or a post with one of its supervisors. A programme to the engine."""

    post = models.ForeignKey(
        RoundPost, verbose_name=_("post"), on_delete=models.CASCADE, related_name="options"
    )
    number = models.PositiveSmallIntegerField(pgettext_lazy("supervisor", "number"), default=0)
    supervisor = models.ForeignKey(
        Supervisor,
        verbose_name=_("supervisor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    capacity = models.PositiveIntegerField(_("places"))

    class Meta:
        verbose_name = _("choice in a round")
        verbose_name_plural = _("choices in rounds")
        ordering = ["post", "number"]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="placement_option_once"),
            models.CheckConstraint(
                condition=Q(number=0, supervisor=None) | Q(number__gte=1, supervisor__isnull=False),
                name="placement_option_with_supervisor",
            ),
        ]

    def __str__(self) -> str:
        if self.supervisor is None:
            return str(self.post)
        return f"{self.post} – {self.supervisor.name or self.supervisor.person}"

    @property
    def code(self) -> str:
        return f"{self.post.code}.{self.number}" if self.number else self.post.code
