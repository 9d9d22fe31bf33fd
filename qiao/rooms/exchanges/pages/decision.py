"""What the owners decide on, in words."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.enums import DecisionKind, ExchangeState, PartnerRole
from qiao.rooms.exchanges.forms.partner import AdmissionForm, ConsentsForm, DecisionForm
from qiao.rooms.exchanges.models import Decision, Exchange, Partner
from qiao.rooms.exchanges.standing import standing_at

SHOWN = 50
STEPS = {ExchangeState.DRAFT: [DecisionKind.RELEASE], ExchangeState.PUBLISHED: [DecisionKind.CONCLUDE]}


def list_context(exchange: Exchange, reader: Any) -> dict[str, Any]:
    rows = exchange.decisions.select_related("organisation").prefetch_related("consents__organisation")
    owning = owning_partners(exchange, reader)
    return {
        "exchange": exchange,
        "decisions": rows[:SHOWN],
        "counted": [(kind, exchange.consents_for(kind)) for kind in COUNTED_SHOWN],
        "proposal": proposal_form(exchange, owning) if owning else None,
        "consents": ConsentsForm(partners=owning, auto_id="consents_%s") if owning else None,
        "admission": AdmissionForm(partners=owning, actor=reader, auto_id="admission_%s")
        if owning and not exchange.is_over
        else None,
    }


COUNTED_SHOWN = (DecisionKind.RELEASE, DecisionKind.CONCLUDE, DecisionKind.PUBLISH_REPORT)


def owning_partners(exchange: Exchange, reader: Any) -> QuerySet[Partner]:
    """The owners in whose name the reader speaks."""
    own = [partner.pk for partner in standing_at(exchange, reader).owning]
    return exchange.partners.filter(pk__in=own).select_related("organisation")


def proposal_form(exchange: Exchange, partners: QuerySet[Partner], sent: Any = None) -> DecisionForm | None:
    kinds = STEPS.get(exchange.status, [])
    return DecisionForm(sent, partners=partners, kinds=kinds, auto_id="proposal_%s") if kinds else None


def words_of(decision: Decision) -> str:
    """What exactly would be done, where the kind alone does not say it."""
    details = decision.details
    if decision.kind == DecisionKind.FEWER_CONSENTS:
        kind = DecisionKind(details["kind"]).label
        return _("%(decision)s: one owner alone decides.") % {"decision": kind}
    if decision.kind == DecisionKind.ADMIT:
        name = Organisation.objects.filter(pk=decision.subject_id).first()
        return _("%(organisation)s becomes %(role)s.") % {
            "organisation": name or "–",
            "role": PartnerRole(details["role"]).label,
        }
    return ""
