"""What this room tells the others, once the models are loaded."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.bilingual.search import searchable
from qiao.kit.classification import classify
from qiao.kit.imports.importer import importers
from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules
from qiao.kit.jobs.timing import Every
from qiao.kit.steps.forget import forget_who_and_why
from qiao.kit.ui.home import home_sections
from qiao.kit.ui.navigation import NavEntry, navigation
from qiao.rooms.accounts.purposes import invitation_purposes
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.exchanges import home, mails, models, rules, subjects, ways
from qiao.rooms.exchanges.domain import effects, erasure
from qiao.rooms.exchanges.domain.exchange import exchange_entries
from qiao.rooms.exchanges.domain.invitation import HEAD, PLACE_IN_DELEGATION
from qiao.rooms.exchanges.doors import exchange_doors
from qiao.rooms.exchanges.importers.delegations import DelegationImporter
from qiao.rooms.exchanges.purpose_names import DELEGATION, PLACE
from qiao.rooms.exchanges.sentences import ACTIONS
from qiao.rooms.privacy.enums import LegalBasis
from qiao.rooms.privacy.reasons import Reason, reasons

WHY = Reason(
    _("to invite delegations, to reach their heads and members, and to know who comes"),
    _("until you have your data erased; what was decided stays without your name"),
    LegalBasis.CONTRACT,
    _(
        "the organisations that run the exchange, the head of the delegation, and, of your name and role, "
        "whom the delegation meets"
    ),
)
TIME = StandingSchedule(
    "qiao.rooms.exchanges.tasks.keep_time", Every(300), _("End offers and decisions that nobody answered")
)
EXCHANGES = NavEntry(_("Exchanges"), "exchanges:exchanges", "plane", 10)


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    effects.register()
    mails.register()
    searchable.register("exchanges.exchange", exchange_entries)
    invitation_purposes.register(DELEGATION, HEAD)
    invitation_purposes.register(PLACE, PLACE_IN_DELEGATION)
    activity_subjects.register("exchanges.exchange", subjects.exchanges)
    activity_subjects.register("exchanges.delegation", subjects.delegations)
    navigation.register("exchanges", EXCHANGES)
    home_sections.register("exchanges.own", home.own)
    home_sections.register("exchanges.upcoming", home.upcoming)
    scopes.register("exchanges.read", Scope(_("Read exchanges and delegations as you see them")))
    scopes.register("exchanges.write", Scope(_("Change exchanges and delegations that you run or lead")))
    exchange_doors.register("exchanges", ways.own_doors)
    importers.register("exchanges.delegations", DelegationImporter())
    standing_schedules.register("exchanges.time", TIME)
    reasons.register("exchanges", WHY)
    _classify_plain()
    _classify_delegations()
    _classify_decisions()


def _classify_plain() -> None:
    """Nothing in these rows is about a person."""
    for model in (models.Exchange, models.Deadline):
        common = {"id", "created_at", "updated_at"}
        classify(
            model, plain=[field.name for field in model._meta.concrete_fields if field.name not in common]
        )


def _classify_delegations() -> None:
    classify(
        models.Delegation,
        plain=[
            *("exchange", "organisation", "partner", "state"),
            *("seats_asked", "seats_held", "seats_filled", "waiting_since"),
        ],
        personal=["head", "head_email"],
        find=erasure.find_delegations,
        erase=erasure.erase_heads,
    )
    classify(
        models.DelegationMember,
        plain=["delegation", "seat", "role", "state", "replaces", "ended_at", "ended_by"],
        personal=["name_zh", "name_en", "position_zh", "position_en", "email", "user"],
        find=erasure.find_members,
        erase=erasure.erase_members,
    )
    classify(
        models.DelegationStep,
        plain=["delegation", "from_state", "to_state", "is_lapse"],
        personal=["actor", "reason"],
        find=erasure.find_steps,
        erase=forget_who_and_why,
    )
    classify(
        models.SeatOffer,
        plain=["delegation", "seats", "expires_at", "state", "answered_at"],
        personal=["answered_by"],
        find=erasure.find_offers,
        erase=erasure.forget_answers,
    )


def _classify_decisions() -> None:
    classify(
        models.Partner,
        plain=[
            *("exchange", "organisation", "role", "position", "seat_quota", "seats_held", "approves"),
            *("sender_name_zh", "sender_name_en"),
        ],
        personal=["reply_to"],
        find=erasure.find_partners,
        erase=erasure.forget_reply_to,
    )
    classify(
        models.Decision,
        plain=[
            *("exchange", "kind", "subject_type", "subject_id", "details", "consents_needed"),
            *("organisation", "state", "expires_at", "closed_at"),
        ],
        personal=["proposed_by"],
        find=erasure.find_decisions,
        erase=erasure.forget_proposers,
    )
    classify(
        models.PartnerConsent,
        plain=["decision", "organisation", "agrees"],
        personal=["user", "note"],
        find=erasure.find_consents,
        erase=erasure.forget_consenting,
    )
