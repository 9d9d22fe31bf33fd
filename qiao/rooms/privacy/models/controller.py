from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.kit.text import validate_line

validate_country = RegexValidator(r"\A[A-Z]{2}\Z", _("Two capital letters, such as CN."))


class Controller(Record):
    """An organisation that decides what personal data are used for. Several are joint controllers."""

    name_zh, name_en = bilingual(_("name"), max_length=200)
    name = Bilingual("name")
    address_zh, address_en = bilingual(_("address"), max_length=300)
    address = Bilingual("address")
    duties_zh, duties_en = bilingual(_("what it answers for"), max_length=1000, multiline=True)
    duties = Bilingual("duties")
    country = models.CharField(_("country"), max_length=2, validators=[validate_country])
    email = models.EmailField(
        _("e-mail for questions about data"), max_length=254, validators=[validate_line]
    )
    officer = LineField(_("officer for personal data"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("controller")
        verbose_name_plural = _("controllers")
        ordering = ["created_at"]
        constraints = [in_one_language("name", of="privacy_controller")]

    def __str__(self) -> str:
        return str(self.name)
