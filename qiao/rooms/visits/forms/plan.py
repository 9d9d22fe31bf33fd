from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.inputs import BodyInput
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, SEATED
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.visits.domain.names import run_name
from qiao.rooms.visits.models import Visit, VisitRun, VisitSeat, VisitWish


class MemberChoice(forms.ModelChoiceField[DelegationMember]):
    def label_from_instance(self, member: Any) -> str:
        return f"{member.delegation.organisation.name}: {member.name}"


class RunChoice(forms.ModelChoiceField[VisitRun]):
    def label_from_instance(self, run: Any) -> str:
        return run_name(run, run.visit.exchange.zone)


class PinForm(forms.Form):
    member = MemberChoice(label=_("Who"), queryset=DelegationMember.objects.none())
    run = RunChoice(label=_("Group"), queryset=VisitRun.objects.none())
    forbids = forms.BooleanField(label=_("Keep out of this group instead"), required=False)

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "member", _people(exchange))
        runs = VisitRun.objects.filter(visit__exchange=exchange).select_related("visit__exchange")
        _offer(self, "run", runs)


class ExclusionForm(forms.Form):
    member = MemberChoice(label=_("Who"), queryset=DelegationMember.objects.none())
    reason = BodyInput(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by you and the organisers only."),
    )

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        """Hosts choose among those who may come: who wishes for the visit or is in a group of it."""
        super().__init__(*args, **kwargs)
        people = _people(visit.exchange)
        wishing = VisitWish.objects.filter(visit=visit).values("member")
        seated = VisitSeat.objects.filter(run__visit=visit).values("member")
        _offer(self, "member", people.filter(Q(pk__in=wishing) | Q(pk__in=seated)))


def _people(exchange: Exchange) -> Any:
    rows = DelegationMember.objects.filter(
        delegation__exchange=exchange, delegation__state__in=SEATED, state__in=ACTIVE_MEMBERS
    )
    return rows.select_related("delegation__organisation").order_by("delegation", "seat")


def _offer(form: forms.BaseForm, name: str, rows: Any) -> None:
    form.fields[name].queryset = rows  # type: ignore[attr-defined]  # a choice of rows
