from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from qiao.kit.mail.enums import TroubleKind
from qiao.kit.records import Record
from qiao.kit.text import validate_line


class AddressTrouble(Record):
    """Mail to this address does not arrive. Shown wherever somebody works with the address."""

    address = models.EmailField(_("e-mail"), max_length=254, unique=True, validators=[validate_line])
    kind = models.CharField(_("trouble"), max_length=10, choices=TroubleKind.choices)
    since = models.DateTimeField(_("since"))
    last_at = models.DateTimeField(_("last time"))
    last_answer = models.TextField(_("answer of the server"), blank=True)

    class Meta:
        verbose_name = _("failing address")
        verbose_name_plural = _("failing addresses")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(address=Lower("address")), name="mail_trouble_address_lower")
        ]

    def __str__(self) -> str:
        return self.address


class Unsubscription(Record):
    """This address does not want this kind of mail."""

    address = models.EmailField(_("e-mail"), max_length=254, validators=[validate_line])
    template = models.CharField(_("kind of mail"), max_length=100)

    class Meta:
        verbose_name = _("unsubscription")
        verbose_name_plural = _("unsubscriptions")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["address", "template"], name="mail_unsubscribed_once"),
            models.CheckConstraint(
                condition=Q(address=Lower("address")), name="mail_unsubscribed_address_lower"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.template}"
