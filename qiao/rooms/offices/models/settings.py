from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual
from qiao.kit.records import Record
from qiao.kit.text import validate_line
from qiao.rooms.directory.models import Organisation
from qiao.rooms.directory.validators import validate_mail_host, validate_phone


class OfficeSettings(Record):
    """How a career office approves, whom hosts and students reach there, and what it tells hosts."""

    university = models.OneToOneField(
        Organisation, verbose_name=_("university"), on_delete=models.CASCADE, related_name="office_settings"
    )
    host_covers_postings = models.BooleanField(
        _("an approved host may post without asking each time"),
        default=False,
        help_text=_("A single posting can still be refused or revoked."),
    )
    contact = LineField(_("contact person"), max_length=100, blank=True)
    email = models.EmailField(
        _("e-mail"), max_length=254, blank=True, validators=[validate_line, validate_mail_host]
    )
    phone = LineField(_("phone"), max_length=40, blank=True, validators=[validate_phone])
    note_zh, note_en = bilingual(_("note to hosts"), max_length=2000, multiline=True)
    note = Bilingual("note")

    class Meta:
        verbose_name = _("settings of a career office")
        verbose_name_plural = _("settings of career offices")

    def __str__(self) -> str:
        return str(self.university)
