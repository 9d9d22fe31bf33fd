from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.records import Record
from qiao.rooms.directory.countries import validate_country
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.visits.models.visit import Visit
from qiao.rooms.visits.validators import validate_languages


class VisitCall(Record):
    """Until when an exchange asks for wishes, and how many visits each person may get."""

    exchange = models.OneToOneField(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="visit_call"
    )
    wishes_until = models.DateTimeField(_("wishes until"), null=True, blank=True)
    most_visits = models.PositiveSmallIntegerField(
        _("most visits of one person"),
        null=True,
        blank=True,
        help_text=_("Left empty: one in each session of visits."),
    )

    class Meta:
        verbose_name = _("call for wishes")
        verbose_name_plural = _("calls for wishes")
        constraints = [
            models.CheckConstraint(
                condition=Q(most_visits=None) | Q(most_visits__gte=1),
                name="visits_call_for_one_visit",
                violation_error_message=_("One visit at least."),
            )
        ]

    def __str__(self) -> str:
        return str(self.exchange)


class Visitor(Record):
    """What groups are formed by. The nationality is asked only where a rule of access needs it."""

    member = models.OneToOneField(
        DelegationMember,
        verbose_name=_("member of a delegation"),
        on_delete=models.CASCADE,
        related_name="visitor",
    )
    languages: "models.JSONField[list[str]]" = models.JSONField(
        _("languages followed"), default=list, blank=True, validators=[validate_languages]
    )
    needs_step_free = models.BooleanField(_("needs a way without steps"), default=False)
    nationality = models.CharField(_("nationality"), max_length=2, blank=True, validators=[validate_country])

    class Meta:
        verbose_name = _("visitor")
        verbose_name_plural = _("visitors")

    def __str__(self) -> str:
        return str(self.member)


class VisitWish(Record):
    """The dearest has rank 1."""

    member = models.ForeignKey(
        DelegationMember,
        verbose_name=_("member of a delegation"),
        on_delete=models.CASCADE,
        related_name="visit_wishes",
    )
    visit = models.ForeignKey(
        Visit, verbose_name=pgettext_lazy("site", "visit"), on_delete=models.CASCADE, related_name="wishes"
    )
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        verbose_name = _("wish for a visit")
        verbose_name_plural = _("wishes for visits")
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["member", "visit"], name="visits_wish_once"),
            models.UniqueConstraint(fields=["member", "rank"], name="visits_rank_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="visits_ranks_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.visit}"
