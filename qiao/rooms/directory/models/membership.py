from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models.organisation import Organisation


class Membership(Record):
    """An account that acts for an organisation. The only source of rights over its entry."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole.choices)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                name="directory_membership_once",
                violation_error_message=_("This account is already a member."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"
