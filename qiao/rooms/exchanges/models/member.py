from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.kit.text import validate_line
from qiao.rooms.directory.validators import validate_mail_host
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, DelegationRole, MemberState
from qiao.rooms.exchanges.models.delegation import Delegation


class DelegationMemberQuerySet(models.QuerySet["DelegationMember"]):
    def active(self) -> "DelegationMemberQuerySet":
        return self.filter(state__in=ACTIVE_MEMBERS)


class DelegationMember(Record):
    """Who sits on a seat. The row of someone replaced stays, with who did it and when; the seat is numbered,
    so that it is never given twice."""

    delegation = models.ForeignKey(
        Delegation, verbose_name=_("delegation"), on_delete=models.CASCADE, related_name="members"
    )
    seat = models.PositiveSmallIntegerField(_("number of the seat"))
    name_zh, name_en = bilingual(_("name"), max_length=200)
    name = Bilingual("name")
    position_zh, position_en = bilingual(_("position"), max_length=200)
    position = Bilingual("position")
    email = models.EmailField(
        _("e-mail"), max_length=254, blank=True, validators=[validate_line, validate_mail_host]
    )
    role = models.CharField(
        _("role in the delegation"),
        max_length=12,
        choices=DelegationRole.choices,
        default=DelegationRole.DELEGATE,
    )
    state = models.CharField(
        _("state"), max_length=10, choices=MemberState.choices, default=MemberState.NAMED
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="delegation_places",
    )
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("instead of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaced_by",
    )
    ended_at = models.DateTimeField(pgettext_lazy("member", "ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("member", "ended by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = DelegationMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a delegation")
        verbose_name_plural = _("members of delegations")
        ordering = ["seat", "id"]
        constraints = [
            in_one_language("name", of="exchanges_member"),
            models.UniqueConstraint(
                fields=["delegation", "seat"],
                condition=Q(state__in=ACTIVE_MEMBERS),
                name="exchanges_seat_never_double",
            ),
            models.UniqueConstraint(
                fields=["delegation", "email"],
                condition=Q(state__in=ACTIVE_MEMBERS) & ~Q(email=""),
                name="exchanges_member_email_once",
                violation_error_message=_("A member with this e-mail address is already in the delegation."),
            ),
            models.UniqueConstraint(
                fields=["delegation", "user"],
                condition=Q(state__in=ACTIVE_MEMBERS),
                name="exchanges_member_account_once",
            ),
            models.CheckConstraint(condition=Q(seat__gte=1), name="exchanges_seats_count_from_one"),
            models.CheckConstraint(
                condition=Q(state__in=ACTIVE_MEMBERS, ended_at=None)
                | (~Q(state__in=ACTIVE_MEMBERS) & Q(ended_at__isnull=False)),
                name="exchanges_member_ended_says_when",
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="exchanges_member_email_lower"),
        ]
        indexes = [models.Index(fields=["email"], name="exchanges_member_email")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def status(self) -> MemberState:
        return MemberState(self.state)
