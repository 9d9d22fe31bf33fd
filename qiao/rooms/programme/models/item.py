from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.rooms.directory.validators import validate_languages
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.programme.enums import FRAMES, Audience, ItemKind, ItemState
from qiao.rooms.programme.models.place import Place


class Track(Record):
    """A strand of the programme that runs beside others."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="tracks"
    )
    name_zh, name_en = bilingual(_("name"), max_length=100)
    name = Bilingual("name")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["position", "id"]
        constraints = [in_one_language("name", of="programme_track")]

    def __str__(self) -> str:
        return str(self.name)


class ProgrammeItem(Record):
    """A session as it stands in the working copy; `version` counts its changes, so that the second of two
    editors is told of the first."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="items"
    )
    kind = models.CharField(_("kind"), max_length=15, choices=ItemKind.choices)
    title_zh, title_en = bilingual(_("title"), max_length=200)
    title = Bilingual("title")
    summary_zh, summary_en = bilingual(_("summary"), max_length=3000, multiline=True)
    summary = Bilingual("summary")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.ForeignKey(
        Place, verbose_name=_("place"), null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    destination = models.ForeignKey(
        Place,
        verbose_name=_("where a transfer leads"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="arrivals",
    )
    track = models.ForeignKey(
        Track, verbose_name=_("track"), null=True, blank=True, on_delete=models.SET_NULL, related_name="items"
    )
    host = models.ForeignKey(
        Partner, verbose_name=_("host"), null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    audience = models.CharField(
        _("for whom"), max_length=12, choices=Audience.choices, default=Audience.EVERYONE
    )
    delegations = models.ManyToManyField(
        Delegation, verbose_name=_("delegations"), blank=True, related_name="items"
    )
    partners = models.ManyToManyField(
        Partner, verbose_name=_("hosts and partners"), blank=True, related_name="attended_items"
    )
    languages: "models.JSONField[list[str]]" = models.JSONField(
        _("languages"), default=list, blank=True, validators=[validate_languages]
    )
    interpretation: "models.JSONField[list[str]]" = models.JSONField(
        _("interpreted into"), default=list, blank=True, validators=[validate_languages]
    )
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    vehicle = LineField(_("bus or car"), max_length=60, blank=True)
    is_public = models.BooleanField(_("shown on the public page"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=ItemState.choices, default=ItemState.PLANNED)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "id"]
        constraints = [
            in_one_language("title", of="programme_item"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="programme_item_in_order",
                violation_error_message=_("A session ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1),
                name="programme_item_holds_somebody",
                violation_error_message=_("A session holds one person at least."),
            ),
        ]
        indexes = [models.Index(fields=["exchange", "starts_at"], name="programme_item_by_start")]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_frame(self) -> bool:
        return self.kind in FRAMES
