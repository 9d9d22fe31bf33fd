from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.kit.text import validate_line
from qiao.rooms.directory.validators import validate_mail_host
from qiao.rooms.exchanges.models import Exchange, Partner

CODE = RegexValidator(
    r"\A[A-Z][A-Z0-9]{1,11}\Z", _("Two to twelve capital letters and digits, a letter first: QIAO."), "code"
)


class LetterSettings(Record):
    """Who signs the letters of an exchange, what they say beyond the facts, and when data are wiped."""

    exchange = models.OneToOneField(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="letter_settings"
    )
    code = models.CharField(
        _("short code"),
        max_length=12,
        unique=True,
        validators=[CODE, validate_line],
        help_text=_("Begins every number: QIAO gives QIAO-2026-0007. It stays once a letter is issued."),
        error_messages={"unique": _("Another exchange numbers its letters with this code.")},
    )
    inviter = models.ForeignKey(
        Partner, verbose_name=_("inviting organisation"), on_delete=models.PROTECT, related_name="+"
    )
    signatory_zh, signatory_en = bilingual(_("who signs"), max_length=100)
    signatory = Bilingual("signatory")
    office_zh, office_en = bilingual(_("office of who signs"), max_length=150)
    office = Bilingual("office")
    costs_zh, costs_en = bilingual(_("who bears the costs"), max_length=500)
    costs = Bilingual("costs")
    purpose_zh, purpose_en = bilingual(_("purpose of the visit"), max_length=500)
    purpose = Bilingual("purpose")
    remarks_zh, remarks_en = bilingual(_("further paragraph"), max_length=2000, multiline=True)
    remarks = Bilingual("remarks")
    address_zh, address_en = bilingual(_("address of the inviting organisation"), max_length=200)
    address = Bilingual("address")
    contact = LineField(_("contact person"), max_length=100)
    phone = LineField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, validators=[validate_line, validate_mail_host])
    margin_days = models.PositiveSmallIntegerField(
        _("days before and after the exchange"), default=7, validators=[MaxValueValidator(90)]
    )
    kept_days = models.PositiveSmallIntegerField(
        _("days until passport data are wiped"),
        default=30,
        validators=[MaxValueValidator(365)],
        help_text=_("Counted from the last day of each person’s stay."),
    )

    class Meta:
        verbose_name = _("settings of letters")
        verbose_name_plural = _("settings of letters")
        constraints = [
            in_one_language("signatory", of="letters_settings"),
            in_one_language("purpose", of="letters_settings"),
            in_one_language("costs", of="letters_settings"),
            models.CheckConstraint(condition=Q(margin_days__lte=90), name="letters_margin_days"),
            models.CheckConstraint(condition=Q(kept_days__lte=365), name="letters_kept_days"),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.exchange}"
