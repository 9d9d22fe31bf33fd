import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual, in_one_language, sort_keys
from qiao.kit.records import Record
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.validators import validate_time_zone
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, OVER, DeadlineKind, DecisionKind, ExchangeState

PUBLIC = (ExchangeState.PUBLISHED, ExchangeState.CONCLUDED)


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def published(self) -> "ExchangeQuerySet":
        return self.filter(state__in=PUBLIC)

    def visible_to(self, actor: Any) -> "ExchangeQuerySet":
        """Public ones; those of the actor's organisations and delegations in any state. Operators see all."""
        public = Q(state__in=PUBLIC)
        if not getattr(actor, "is_authenticated", False):
            return self.filter(public)
        if actor.is_operator:
            return self.all()
        own = Q(pk__in=_of_delegations(actor)) | Q(pk__in=_of_places(actor))
        return self.filter(public | own | Q(pk__in=_of_partners(actor)))


def _of_partners(actor: Any) -> Any:
    own = entries_of(actor, list(MembershipRole))
    return Exchange.objects.filter(partners__organisation__in=own).values("pk")


def _of_delegations(actor: Any) -> Any:
    return actor.headed_delegations.exclude(state__in=OVER).values("exchange")


def _of_places(actor: Any) -> Any:
    return actor.delegation_places.filter(state__in=ACTIVE_MEMBERS).values("delegation__exchange")


class Exchange(Record):
    """A visit of delegations, run by several organisations as equals.

    Three counters of seats are kept beside the rows they count, so that the database itself refuses to
    overbook: written by `domain.seats` alone, under the lock of this row.
    """

    name_zh, name_en = bilingual(_("name"), max_length=200)
    name = Bilingual("name")
    sort_zh, sort_en = sort_keys()
    summary_zh, summary_en = bilingual(_("summary"), max_length=2000, multiline=True)
    summary = Bilingual("summary")
    place_zh, place_en = bilingual(_("place"), max_length=200)
    place = Bilingual("place")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ExchangeState.choices, default=ExchangeState.DRAFT
    )
    seats = models.PositiveIntegerField(_("seats in all"), default=0)
    seats_reserved = models.PositiveIntegerField(_("seats reserved in quotas"), default=0, editable=False)
    seats_held = models.PositiveIntegerField(_("seats held"), default=0, editable=False)
    common_held = models.PositiveIntegerField(_("common seats held"), default=0, editable=False)
    smaller_first = models.BooleanField(
        _("a smaller delegation may go before one that cannot fit"), default=False
    )
    offer_hours = models.PositiveSmallIntegerField(_("hours to answer an offer of seats"), default=72)
    release_consents = models.PositiveSmallIntegerField(_("consents to a release"), default=1)
    publish_report_consents = models.PositiveSmallIntegerField(_("consents to publish a report"), default=1)
    conclude_consents = models.PositiveSmallIntegerField(_("consents to a conclusion"), default=1)
    cloned_from = models.ForeignKey(
        "self",
        verbose_name=_("cloned from"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange")
        verbose_name_plural = pgettext_lazy("plural", "exchanges")
        constraints = [
            in_one_language("name", of="exchanges_exchange"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="exchanges_exchange_in_order",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(seats_held__lte=F("seats")),
                name="exchanges_never_overbooked",
                violation_error_message=_("More seats are held than that."),
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=F("seats_reserved") + F("common_held")),
                name="exchanges_quotas_are_kept",
                violation_error_message=_("The quotas and the common seats held need more than that."),
            ),
            models.CheckConstraint(
                condition=Q(release_consents__range=(1, 2))
                & Q(publish_report_consents__range=(1, 2))
                & Q(conclude_consents__range=(1, 2)),
                name="exchanges_one_or_two_consents",
                violation_error_message=_("One consent or two."),
            ),
            models.CheckConstraint(
                condition=Q(offer_hours__range=(1, 720)),
                name="exchanges_offer_hours",
                violation_error_message=_("An offer stands for an hour at least and thirty days at most."),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_zh", "id"], name="exchanges_by_zh"),
            models.Index(fields=["sort_en", "id"], name="exchanges_by_en"),
            models.Index(fields=["starts_on", "id"], name="exchanges_by_start"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def status(self) -> ExchangeState:
        return ExchangeState(self.state)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def is_open(self) -> bool:
        """People are invited and registered."""
        return self.state == ExchangeState.PUBLISHED

    @property
    def is_over(self) -> bool:
        return self.state in (ExchangeState.CONCLUDED, ExchangeState.ARCHIVED)

    @property
    def common_free(self) -> int:
        return self.seats - self.seats_reserved - self.common_held

    @property
    def starts_at(self) -> dt.datetime:
        """Midnight of the first day, where the exchange is."""
        return dt.datetime.combine(self.starts_on, dt.time.min, tzinfo=self.zone).astimezone(dt.UTC)

    @property
    def most_consents(self) -> int:
        return max(self.release_consents, self.publish_report_consents, self.conclude_consents)

    def consents_for(self, kind: DecisionKind) -> int:
        """What changes who decides is as guarded as the best guarded decision."""
        if kind in (DecisionKind.ADMIT, DecisionKind.FEWER_CONSENTS):
            return self.most_consents
        if kind == DecisionKind.RELEASE_PROGRAMME:
            return self.release_consents
        return int(getattr(self, f"{kind.value}_consents"))


class Deadline(Record):
    """A moment counted from the first day: cloned by its distance, compared by `due_at`."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="deadlines"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=DeadlineKind.choices)
    days_before = models.PositiveSmallIntegerField(_("days before the first day"))
    time_of_day = models.TimeField(_("time there"), default=dt.time(23, 59))
    due_at = models.DateTimeField(_("due"), editable=False)

    class Meta:
        verbose_name = _("deadline of an exchange")
        verbose_name_plural = _("deadlines of exchanges")
        ordering = ["due_at", "id"]
        constraints = [models.UniqueConstraint(fields=["exchange", "kind"], name="exchanges_deadline_once")]

    def __str__(self) -> str:
        return f"{self.exchange}: {self.get_kind_display()}"

    def moment(self) -> dt.datetime:
        """The moment in UTC, by the clock where the exchange is."""
        day = self.exchange.starts_on - dt.timedelta(days=self.days_before)
        return dt.datetime.combine(day, self.time_of_day, tzinfo=self.exchange.zone).astimezone(dt.UTC)
