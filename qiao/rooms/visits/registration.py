"""What this room tells the others, once the models are loaded."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.classification import classify
from qiao.kit.jobs.sharing import job_sharing
from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.exchanges.clones import on_clone
from qiao.rooms.exchanges.doors import exchange_doors
from qiao.rooms.privacy.enums import LegalBasis
from qiao.rooms.privacy.reasons import Reason, reasons
from qiao.rooms.programme.agenda import agenda_sources
from qiao.rooms.visits import models, rules, subjects
from qiao.rooms.visits.domain import agenda, doors, erasure
from qiao.rooms.visits.domain.cloning import copy_visits
from qiao.rooms.visits.domain.forming import may_plan
from qiao.rooms.visits.sentences import ACTIONS

WHY = Reason(
    _("to form visit groups by wishes, languages and rules of access, and to admit people to sites"),
    _("until you have your data erased; what groups there were stays without your name"),
    LegalBasis.CONTRACT,
    _("the organisations that run the exchange, the hosts of your visits, and the head of your delegation"),
)
PLACE_FOUND = MailTemplate(
    prefix="mail/visits/place_found",
    sample={
        "name": "Lin Wen",
        "visit": "Battery laboratory",
        "begins": "10 May 2027, 10:00 (Asia/Shanghai)",
        "exchange": "Overseas Talent Exchange 2027",
        "url": "https://qiao.example/en/visits/…",
    },
    label=_("A free place on a visit"),
)


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    scopes.register("visits.read", Scope(_("Read visits, your wishes and your group")))
    scopes.register("visits.write", Scope(_("Set wishes for visits")))
    mail_templates.register("visits.place_found", PLACE_FOUND)
    activity_subjects.register("visits.visit", subjects.visits)
    job_sharing.register("visits.visitplan", may_plan)
    agenda_sources.register("visits", agenda.SOURCE)
    exchange_doors.register("visits", doors.doors)
    on_clone.register("visits", copy_visits)
    reasons.register("visits", WHY)
    _classify()


def _classify() -> None:
    common = {"id", "created_at", "updated_at"}
    for model in (models.VisitCall, models.VisitRun):
        classify(model, plain=[each.name for each in model._meta.concrete_fields if each.name not in common])
    contact = ["contact_name", "contact_phone", "contact_email"]
    kept = [each.name for each in models.Visit._meta.concrete_fields if each.name not in {*common, *contact}]
    classify(
        models.Visit,
        plain=kept,
        personal=contact,
        find=erasure.find_contacts,
        erase=erasure.forget_contacts,
    )
    plans = [each.name for each in models.VisitPlan._meta.concrete_fields if each.name not in common]
    classify(
        models.VisitPlan,
        plain=[name for name in plans if name != "asked_by"],
        personal=["asked_by"],
        find=erasure.find_plans,
        erase=erasure.forget_asking,
    )
    _of_a_member(models.VisitWish, ["visit", "rank"], erasure.find_wishes)
    _of_a_member(models.VisitPin, ["run", "forbids"], erasure.find_pins)
    _of_a_member(models.VisitSeat, ["plan", "run", "origin"], erasure.find_seats)
    _of_a_member(models.VisitWaiting, ["run"], erasure.find_waiting)
    classify(
        models.Visitor,
        personal=["member", "languages"],
        sensitive=["nationality", "needs_step_free"],
        find=erasure.find_visitors,
        erase=erasure.remove,
    )
    classify(
        models.VisitExclusion,
        plain=["visit"],
        personal=["member", "reason", "excluded_by"],
        find=erasure.find_exclusions,
        erase=erasure.remove,
    )
    classify(
        models.PlanGuest,
        plain=["plan", "lacks"],
        personal=["member"],
        sensitive=["facts", "account"],
        find=erasure.find_guests,
        erase=erasure.empty_guests,
    )


def _of_a_member(model: Any, plain: list[str], find: Any) -> None:
    classify(model, plain=plain, personal=["member"], find=find, erase=erasure.remove)
