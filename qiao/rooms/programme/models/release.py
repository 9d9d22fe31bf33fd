from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual
from qiao.kit.records import Record
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.releases.frozen import People, thaw_all, thaw_people


class ReleaseQuerySet(models.QuerySet["Release"]):
    def current(self, exchange: Exchange) -> "Release | None":
        return self.filter(exchange=exchange).order_by("-number").first()


class Release(Record):
    """The agenda of an exchange as it went out, once and for all. Numbers have no gaps: they are given under
    the lock of the exchange. Only an erasure changes it: a name goes, and the digest with it."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="releases"
    )
    number = models.PositiveIntegerField(pgettext_lazy("release", "number"))
    note_zh, note_en = bilingual(pgettext_lazy("release", "note"), max_length=1000, multiline=True)
    note = Bilingual("note")
    entries: "models.JSONField[list[dict[str, Any]]]" = models.JSONField(
        _("what is released"), default=list, blank=True
    )
    people: "models.JSONField[dict[str, Any]]" = models.JSONField(_("who takes part"), default=dict)
    digest = models.CharField(_("digest"), max_length=64)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("released by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    released_at = models.DateTimeField(_("released at"), default=timezone.now)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release of the programme")
        verbose_name_plural = _("releases of the programme")
        ordering = ["-number", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["exchange", "number"], name="programme_release_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="programme_releases_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.exchange} – {self.number}"

    @cached_property
    def agenda(self) -> tuple[AgendaEntry, ...]:
        """In the order of time."""
        return thaw_all(self.entries)

    @cached_property
    def participants(self) -> People:
        return thaw_people(self.people)


class ReleasedName(Record):
    """That a release names this person of the directory, as a speaker: by it an erasure finds the name. Not a
    foreign key: the row must outlive the person's entry until the name is gone."""

    release = models.ForeignKey(
        Release, verbose_name=_("release of the programme"), on_delete=models.CASCADE, related_name="names"
    )
    person_id = models.UUIDField(_("person in the directory"), db_index=True)

    class Meta:
        verbose_name = _("name in a release")
        verbose_name_plural = _("names in releases")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["release", "person_id"], name="programme_released_name_once")
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.person_id}"


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def standing(self) -> "CalendarFeedQuerySet":
        return self.filter(revoked_at=None)


class CalendarFeed(Record):
    """An address that a calendar program reads without signing in: of one person's, delegation's or partner's
    itinerary, for as long as its owner may see it and has not revoked it. The address is made from the id and
    the site's key, so that a copy of this table opens nothing."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("whose"),
        on_delete=models.CASCADE,
        related_name="calendar_feeds",
    )
    member = models.ForeignKey(
        DelegationMember,
        verbose_name=_("member of a delegation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    delegation = models.ForeignKey(
        Delegation,
        verbose_name=_("delegation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    partner = models.ForeignKey(
        Partner,
        verbose_name=_("host or partner"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, delegation=None, partner=None)
                | Q(member=None, delegation__isnull=False, partner=None)
                | Q(member=None, delegation=None, partner__isnull=False),
                name="programme_feed_of_one",
            ),
            models.UniqueConstraint(
                fields=["user", "member"], condition=Q(revoked_at=None), name="programme_feed_of_member_once"
            ),
            models.UniqueConstraint(
                fields=["user", "delegation"],
                condition=Q(revoked_at=None),
                name="programme_feed_of_delegation_once",
            ),
            models.UniqueConstraint(
                fields=["user", "partner"],
                condition=Q(revoked_at=None),
                name="programme_feed_of_partner_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exchange}: {self.created_at:%Y-%m-%d}"
