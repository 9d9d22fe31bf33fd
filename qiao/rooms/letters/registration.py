"""What this room tells the others, once the models are loaded."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.classification import classify
from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules
from qiao.kit.jobs.timing import Every
from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.kit.steps.forget import forget_who_and_why
from qiao.kit.ui.navigation import NavEntry, Place, navigation
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.exchanges.doors import delegation_doors, exchange_doors
from qiao.rooms.letters import entrances, models, rules, subjects
from qiao.rooms.letters.domain import erasure
from qiao.rooms.letters.domain.mails import KIND
from qiao.rooms.letters.purpose_names import PASSPORT
from qiao.rooms.letters.sentences import ACTIONS
from qiao.rooms.privacy.enums import LegalBasis, PurposeKind
from qiao.rooms.privacy.purposes import PurposeDefinition, purposes
from qiao.rooms.privacy.reasons import Reason, reasons

WHY = Reason(
    _("to write a letter of invitation for a visa, and to let a consulate check that it is genuine"),
    _("a set number of days after the visit; the number, the state and the digest stay without your data"),
    LegalBasis.CONSENT,
    _("one reviewer of the organisations that run the exchange, while deciding"),
)
CONSENT = PurposeDefinition(
    PurposeKind.SENSITIVE,
    _("Use my passport data for a letter of invitation"),
    _(
        "The name, nationality, number, dates and, where I give it, sex of my passport may be kept sealed, be"
        " looked at by one reviewer of the organisations that run the exchange, and be printed in the letter"
        " of invitation that I hand to the consulate. They are wiped a set number of days after my visit, or"
        " at once when I ask for it. Nobody else is given them."
    ),
)
SAMPLE = {
    "news": "issued",
    "exchange": "Overseas Talent Exchange 2027",
    "number": "QIAO-2027-0007",
    "url": "https://qiao.example/en/letters/…",
}
TIME = StandingSchedule(
    "qiao.rooms.letters.tasks.keep_time", Every(3600), _("Wipe passport data whose time is over")
)
CHECK = NavEntry(_("Check a letter of invitation"), "letters:verification", "stamp", 910, place=Place.FOOTER)


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    activity_subjects.register("letters.letter", subjects.letters)
    mail_templates.register(KIND, MailTemplate("mail/letters/news", SAMPLE, _("News about a letter")))
    purposes.register(PASSPORT, CONSENT)
    reasons.register("letters", WHY)
    standing_schedules.register("letters.time", TIME)
    navigation.register("letters.verification", CHECK)
    scopes.register(
        "letters.read", Scope(_("Read the state of letters of invitation, without passport data"))
    )
    exchange_doors.register("letters", entrances.of_exchange)
    delegation_doors.register("letters", entrances.of_delegation)
    _classify_letters()
    _classify_settings()


def _classify_letters() -> None:
    classify(
        models.Letter,
        plain=[
            *("exchange", "delegation", "member", "state", "submitted_at", "year", "running", "number"),
            *("issued_at", "digest", "wiped_at", "wiped_because"),
        ],
        personal=["user", "asked_by", "reviewer", "stay_from", "stay_to"],
        secret=["code", "code_hash"],
        find=erasure.find_letters,
        erase=erasure.erase_letters,
    )
    classify(
        models.LetterStep,
        plain=["letter", "from_state", "to_state"],
        personal=["actor", "reason"],
        find=erasure.find_steps,
        erase=forget_who_and_why,
    )
    classify(
        models.Passport,
        plain=["letter"],
        sensitive=[
            *("name_latin", "name_native", "nationality", "number", "born_on", "sex", "expires_on"),
            "applies_at",
        ],
        find=erasure.find_passports,
        erase=erasure.erase_of_letters,
    )
    classify(
        models.LetterPaper,
        plain=["letter"],
        sensitive=["content"],
        find=erasure.find_papers,
        erase=erasure.erase_of_letters,
    )


def _classify_settings() -> None:
    classify(
        models.LetterSettings,
        plain=[
            *("exchange", "code", "inviter", "office_zh", "office_en", "costs_zh", "costs_en"),
            *("purpose_zh", "purpose_en", "remarks_zh", "remarks_en", "address_zh", "address_en"),
            *("margin_days", "kept_days"),
        ],
        personal=["signatory_zh", "signatory_en", "contact", "phone", "email"],
        find=erasure.find_settings,
        erase=erasure.forget_contacts,
    )
