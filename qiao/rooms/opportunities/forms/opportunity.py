"""The opportunity itself and what belongs to its kind."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.forms import BilingualForm, BilingualModelForm
from qiao.kit.bilingual.inputs import BodyInput, LineInput
from qiao.rooms.directory.forms.choices import DAY, country_field, time_zone_field
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.forms.organisation import OrganisationField
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.opportunities.domain.opportunity import BASE
from qiao.rooms.opportunities.enums import OpportunityEnd, OpportunityKind
from qiao.rooms.opportunities.kinds import kind_of
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.opportunities.money import currency_choices

A_DAY: dict[str, Any] = {**DAY}


class NewOpportunityForm(BilingualForm):
    """The least that makes a draft; everything else is written on its own pages."""

    pairs = {"title": _("Title")}
    host = forms.ModelChoiceField(label=_("Host"), queryset=Organisation.objects.none())
    kind = forms.ChoiceField(label=_("Kind"), choices=OpportunityKind.choices, widget=forms.RadioSelect)
    title_zh = LineInput(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = LineInput(label=_("Title in English"), max_length=200, required=False)

    def __init__(self, *args: Any, hosts: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["host"]
        choice.queryset = hosts
        choice.initial = hosts[0] if hosts.count() == 1 else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned["title_zh"] or cleaned["title_en"]):
            raise forms.ValidationError(_("Write the title in at least one language."))
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "host"}


class BaseForm(BilingualModelForm[Opportunity]):
    country = country_field(required=False)
    time_zone = time_zone_field()

    class Meta:
        model = Opportunity
        fields = [*BASE]
        help_texts = {
            "exchange": _("Then it also stands on the page of that exchange."),
            "latitude": _("In degrees, north positive. With the longitude it stands on the map."),
            "longitude": _("In degrees, east positive."),
            "website": _("A full address, as in https://www.example.edu/."),
            "visa_zh": _("Which visa or permit is needed, and who helps with it."),
            "letters_wanted": _("At most five."),
            "is_blind": _("Until they have given their marks."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].required = True
        self.fields["time_zone"].help_text = _("Deadlines are told by this clock.")
        own = Exchange.objects.filter(partners__organisation=self.instance.host_id)
        self.fields["exchange"].queryset = own.order_by("-starts_on")  # type: ignore[attr-defined]  # a choice

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in BASE}


class DetailForm(BilingualModelForm[Any]):
    """The base of one form for each detail; `detail_form` makes it with the columns of the kind."""

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, OrganisationField):
                field.actor = actor
                found = getattr(self.instance, name)
                self.initial[name] = found.name.text if found else ""

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


def detail_form(opportunity: Opportunity) -> Any:
    kind = kind_of(opportunity)
    return forms.modelform_factory(
        kind.detail, form=DetailForm, fields=kind.detail_fields, formfield_callback=_form_field
    )


def _form_field(field: Any, **options: Any) -> Any:
    if field.related_model is Organisation:
        return OrganisationField(label=field.verbose_name, required=False)
    if field.name == "currency":
        return forms.ChoiceField(label=field.verbose_name, choices=currency_choices, required=False)
    if field.get_internal_type() == "DateField":
        return forms.DateField(label=field.verbose_name, required=False, **A_DAY)
    return field.formfield(**options)


class ClosingForm(BilingualForm):
    pairs = {"note": _("More about it")}
    reason = forms.ChoiceField(
        label=_("Reason"), choices=OpportunityEnd.choices, help_text=_("Readers of the page see it.")
    )
    note_zh = BodyInput(label=_("More about it, in Chinese"), max_length=500, required=False)
    note_en = BodyInput(label=_("More about it, in English"), max_length=500, required=False)
