"""What this room tells the others, once the models are loaded."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.classification import classify
from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules
from qiao.kit.jobs.timing import Every
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.exchanges.checks import approval_checks, submission_checks
from qiao.rooms.exchanges.clones import on_clone
from qiao.rooms.exchanges.doors import delegation_doors, exchange_doors
from qiao.rooms.privacy.enums import LegalBasis
from qiao.rooms.privacy.reasons import Reason, reasons
from qiao.rooms.registration import entrances, mails, models, rules
from qiao.rooms.registration.domain import copying, erasure, missing
from qiao.rooms.registration.sentences import ACTIONS

ANSWERS = Reason(
    _("to prepare your visit: what the organisers ask everybody, and what was decided on it"),
    _("as many days after the exchange as the form says beside the question"),
    LegalBasis.CONTRACT,
    _("the head of your delegation and the organisations that run the exchange"),
)
NEEDS = Reason(
    _("to cook, to seat and to translate for you as you need it; you alone decide what you tell"),
    _("fourteen days after the exchange, if the organisers chose no other time"),
    LegalBasis.CONSENT,
    _("the head of your delegation and the organisers; kitchens, drivers and hotels see counts alone"),
)
TRAVEL = Reason(
    _("to fetch you, to keep a room for you and to take you back"),
    _("sixty days after the exchange, if the organisers chose no other time"),
    LegalBasis.CONTRACT,
    _("the head of your delegation and the organisers; drivers and hotels see counts without names"),
)
WIPE = StandingSchedule(
    "qiao.rooms.registration.tasks.wipe", Every(6 * 3600), _("Wipe what registrations kept long enough")
)


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    mails.register()
    scopes.register("registration.read", Scope(_("Read registrations, forms and totals that you may see")))
    scopes.register("registration.write", Scope(_("Answer the registrations that you fill in")))
    submission_checks.register("registration", missing.before_submission)
    approval_checks.register("registration", missing.before_approval)
    on_clone.register("registration", copying.copy_form)
    exchange_doors.register("registration", entrances.of_exchange)
    delegation_doors.register("registration", entrances.of_delegation)
    standing_schedules.register("registration.wiping", WIPE)
    reasons.register("registration", ANSWERS)
    reasons.register("registration.need", NEEDS)
    reasons.register("registration.travelleg", TRAVEL)
    reasons.register("registration.stay", TRAVEL)
    _classify_plain()
    _classify_told()


def _classify_plain() -> None:
    """Nothing in these rows is about a person; a registration is an empty row beside its member."""
    for model in (
        *(models.RegistrationForm, models.FormPage, models.Question, models.Option, models.Wiping),
        *(models.Hotel, models.HotelRooms, models.Registration),
    ):
        common = {"id", "created_at", "updated_at"}
        names = [field.name for field in model._meta.concrete_fields if field.name not in common]
        classify(model, plain=names)


def _classify_told() -> None:
    classify(
        models.Answer,
        plain=["registration", "question", "version"],
        sensitive=["value"],
        find=erasure.find_answers,
        erase=erasure.erase_rows,
    )
    classify(
        models.Review,
        plain=["registration", "question", "state", "decided_at"],
        personal=["asked_by", "decided_by", "reason"],
        sensitive=["old", "new"],
        find=erasure.find_reviews,
        erase=erasure.erase_reviews,
    )
    classify(
        models.Need,
        plain=["registration"],
        sensitive=["kind", "code", "note"],
        find=erasure.find_needs,
        erase=erasure.erase_rows,
    )
    classify(
        models.TravelLeg,
        plain=["registration", "direction"],
        personal=["at", "time_zone", "transport", "number", "port", "wants_pickup"],
        find=erasure.find_legs,
        erase=erasure.erase_rows,
    )
    classify(
        models.Stay,
        plain=["registration", "hotel"],
        personal=["first_night", "nights", "room_kind", "shares_with", "note"],
        find=erasure.find_stays,
        erase=erasure.erase_rows,
    )
    classify(
        models.SharedTotals,
        plain=["exchange", "kind", "recipient", "revoked_at"],
        personal=["made_by", "revoked_by"],
        secret=["token"],
        find=erasure.find_shared,
        erase=erasure.forget_shared,
    )
