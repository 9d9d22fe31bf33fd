from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, BodyField, bilingual
from qiao.kit.records import Record
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.entries import entries_of
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS
from qiao.rooms.exchanges.models import Delegation, Partner
from qiao.rooms.meetings.enums import Answer, Side
from qiao.rooms.meetings.models.round import MOST, MeetingRound, Table, TimeSlot


class MeetingPartyQuerySet(models.QuerySet["MeetingParty"]):
    def standing(self) -> "MeetingPartyQuerySet":
        return self.filter(left_at=None)

    def named(self) -> "MeetingPartyQuerySet":
        return self.select_related("delegation__organisation", "partner__organisation")

    def of(self, actor: Any) -> "MeetingPartyQuerySet":
        """Those that the actor belongs to: as head, as a member, or through a host organisation."""
        if not getattr(actor, "is_authenticated", False):
            return self.none()
        own = entries_of(actor, list(MembershipRole))
        places = actor.delegation_places.filter(state__in=ACTIVE_MEMBERS).values("delegation")
        return self.filter(
            Q(delegation__head=actor) | Q(delegation__in=places) | Q(partner__organisation__in=own)
        )


class MeetingParty(Record):
    """A delegation or a host in a round: in one meeting at a time. Caps left empty are those of the round."""

    round = models.ForeignKey(
        MeetingRound, verbose_name=_("round"), on_delete=models.CASCADE, related_name="parties"
    )
    delegation = models.ForeignKey(
        Delegation,
        verbose_name=_("delegation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meeting_parties",
    )
    partner = models.ForeignKey(
        Partner,
        verbose_name=_("host"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meeting_parties",
    )
    max_meetings = models.PositiveSmallIntegerField(
        _("most meetings"), null=True, blank=True, validators=[MaxValueValidator(MOST)]
    )
    max_per_day = models.PositiveSmallIntegerField(
        _("most meetings a day"), null=True, blank=True, validators=[MaxValueValidator(MOST)]
    )
    max_run = models.PositiveSmallIntegerField(
        _("most meetings without a pause"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST)],
    )
    languages: "models.JSONField[list[str]]" = models.JSONField(_("languages"), default=list, blank=True)
    themes: "models.JSONField[list[str]]" = models.JSONField(
        _("what it wants to talk about"), default=list, blank=True
    )
    table = models.ForeignKey(
        Table,
        verbose_name=_("own table"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosts",
        help_text=_("A host that has one meets everybody there."),
    )
    office_zh, office_en = bilingual(_("represented by"), max_length=200)
    office = Bilingual("office")
    left_at = models.DateTimeField(_("left at"), null=True, blank=True, editable=False)

    objects = MeetingPartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party of a round")
        verbose_name_plural = _("parties of rounds")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(delegation=None, partner__isnull=False)
                | Q(delegation__isnull=False, partner=None),
                name="meetings_party_is_one_of_two",
                violation_error_message=_("A party is a delegation or a host, not both."),
            ),
            models.UniqueConstraint(
                fields=["round", "delegation"],
                name="meetings_delegation_once",
                violation_error_message=_("This delegation is already in the round."),
            ),
            models.UniqueConstraint(
                fields=["round", "partner"],
                name="meetings_host_once",
                violation_error_message=_("This host is already in the round."),
            ),
            models.UniqueConstraint(
                fields=["table"],
                condition=Q(left_at=None),
                name="meetings_own_table_once",
                violation_error_message=_("Another host sits at this table."),
            ),
            models.CheckConstraint(
                condition=Q(table=None) | Q(delegation=None),
                name="meetings_own_table_of_hosts",
                violation_error_message=_("Only a host has a table of its own."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def organisation(self) -> Organisation:
        return self.delegation.organisation if self.delegation else self.partner.organisation  # type: ignore[union-attr]

    @property
    def side(self) -> Side:
        return Side.DELEGATION if self.delegation_id else Side.HOST

    @property
    def exchange_id(self) -> UUID:
        return self.round.exchange_id

    @property
    def is_standing(self) -> bool:
        return self.left_at is None


class Absence(Record):
    """A slot in which a party cannot meet."""

    party = models.ForeignKey(
        MeetingParty,
        verbose_name=pgettext_lazy("round of meetings", "party"),
        on_delete=models.CASCADE,
        related_name="absences",
    )
    slot = models.ForeignKey(
        TimeSlot, verbose_name=_("slot"), on_delete=models.CASCADE, related_name="absences"
    )

    class Meta:
        verbose_name = _("absence of a party")
        verbose_name_plural = _("absences of parties")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["party", "slot"], name="meetings_absence_once")]

    def __str__(self) -> str:
        return f"{self.party}: {self.slot}"


class MeetingWish(Record):
    """A party wishes to meet another one, most of all where `rank` is 1; and what the other says to it."""

    asker = models.ForeignKey(
        MeetingParty, verbose_name=_("asker"), on_delete=models.CASCADE, related_name="wishes"
    )
    wanted = models.ForeignKey(
        MeetingParty, verbose_name=_("whom"), on_delete=models.CASCADE, related_name="wished_by"
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(999)]
    )
    themes: "models.JSONField[list[str]]" = models.JSONField(_("themes"), default=list, blank=True)
    note = BodyField(_("note"), max_length=500, blank=True)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer.choices, blank=True)
    answer_note = BodyField(_("note on the answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("wish for a meeting")
        verbose_name_plural = _("wishes for meetings")
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["asker", "wanted"],
                name="meetings_wish_once",
                violation_error_message=_("This wish is there already."),
            ),
            models.CheckConstraint(
                condition=~Q(asker=F("wanted")),
                name="meetings_wish_for_another",
                violation_error_message=_("Nobody meets itself."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="meetings_answer_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asker} – {self.wanted}"
