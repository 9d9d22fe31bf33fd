from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualModelForm
from qiao.kit.bilingual.inputs import LineInput
from qiao.kit.ui.moments import MomentField
from qiao.rooms.directory.models import Unit
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.programme.enums import ItemKind
from qiao.rooms.programme.models import Place, ProgrammeItem
from qiao.rooms.visits.enums import GuideLanguage
from qiao.rooms.visits.models import Visit, VisitRun


class PartnerChoice(forms.ModelChoiceField[Partner]):
    def label_from_instance(self, partner: Any) -> str:
        return str(partner.organisation.name)


class LanguagesField(forms.MultipleChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.CheckboxSelectMultiple, choices=GuideLanguage.choices, required=False, **options
        )


class CountryCodes(LineInput):
    """Codes of countries, as people write lists."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "")
        for sign in ("，", "、", ";", "；"):
            text = text.replace(sign, ",")
        return sorted({each.strip().upper() for each in text.split(",") if each.strip()})


class VisitForm(BilingualModelForm[Visit]):
    languages = LanguagesField(
        label=_("Languages of the guides"), help_text=_("Nothing chosen: any language.")
    )
    closed_to = CountryCodes(
        label=_("Nationalities that may not enter"),
        required=False,
        max_length=1200,
        help_text=_(
            "Codes of ISO 3166, such as “CU, IR”. Nobody is asked for a nationality without such a rule."
        ),
    )

    class Meta:
        model = Visit
        fields = [
            *("unit", "title_zh", "title_en", "summary_zh", "summary_en", "host", "place"),
            *("meeting_point_zh", "meeting_point_en", "contact_name", "contact_phone", "contact_email"),
            *("capacity", "least", "languages", "identity", "equipment_zh", "equipment_en"),
            *("bans_photos", "is_step_free", "notice_days", "closed_to", "closed_because"),
        ]
        field_classes = {"host": PartnerChoice}
        help_texts = {
            "unit": _("Without a title of its own, the visit has the name of its laboratory."),
            "contact_name": _("Shown to the people of this visit only."),
            "closed_because": _("Read by the host and the organisers only."),
        }

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "host", Partner.objects.filter(exchange=exchange).select_related("organisation"))
        _offer(self, "place", Place.objects.filter(exchange=exchange))
        hosts = exchange.partners.values("organisation")
        _offer(self, "unit", Unit.objects.filter(organisation__in=hosts))

    def _get_validation_exclusions(self) -> set[str]:
        """A laboratory may give the title, which only the domain knows how to take."""
        return {*super()._get_validation_exclusions(), "title_zh"}  # type: ignore[misc]  # Django's own


class RunForm(forms.ModelForm[VisitRun]):
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))

    class Meta:
        model = VisitRun
        fields = ["starts_at", "ends_at", "capacity", "language", "is_interpreted", "place", "frame"]

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "capacity"}  # type: ignore[misc]  # Django's own

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_at", "ends_at"):
            self.fields[name].zone = exchange.zone  # type: ignore[attr-defined]  # a moment
            self.fields[name].help_text = _("By the clock of %(zone)s.") % {"zone": exchange.time_zone}
        _offer(self, "place", Place.objects.filter(exchange=exchange))
        self.fields["capacity"].required = False
        self.fields["capacity"].help_text = _("Left empty: as the visit says.")
        _offer(self, "frame", ProgrammeItem.objects.filter(exchange=exchange, kind=ItemKind.VISIT))


def _offer(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    form.fields[name].queryset = rows  # type: ignore[attr-defined]  # a choice of rows
