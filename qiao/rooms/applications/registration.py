"""What this room tells the others, once the models are loaded."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.classification import classify
from qiao.kit.files.access import FileAccess, file_access
from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules
from qiao.kit.jobs.timing import Every
from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.kit.steps.forget import forget_who_and_why
from qiao.kit.ui.navigation import NavEntry, navigation, pages_under
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.applications import entrances, file_rules, models, rules, subjects
from qiao.rooms.applications.domain import erasure, mails
from qiao.rooms.applications.sentences import ACTIONS
from qiao.rooms.offices.doors import office_doors
from qiao.rooms.opportunities.doors import opportunity_doors
from qiao.rooms.privacy.enums import LegalBasis
from qiao.rooms.privacy.reasons import Reason, reasons

WHY = Reason(
    _("to bring an application with its documents and reference letters to the host that was applied to"),
    _("until you have your data erased; the row stays without you, so that places are counted truly"),
    LegalBasis.CONTRACT,
    _("the host and its reviewers once it was sent; your career office, the state alone"),
)
LETTERS = Reason(
    _("to ask a referee for a letter, and to bring the letter to the host"),
    _("until the applicant or the referee has it erased"),
    LegalBasis.CONTRACT,
    _("the host and its reviewers; the applicant where the referee allows it"),
)
TIME = StandingSchedule(
    "qiao.rooms.applications.tasks.keep_time", Every(3600), _("Remind of deadlines of applications")
)
NAV = NavEntry(
    _("My applications"), "applications:applications", "file-user", 45, permission="applications.list_own"
)
# What a host does here belongs to its opportunities, what a career office does to the office.
OF_HOSTS = (
    "queue",
    "queue_closing",
    "selection",
    "stage",
    "completion",
    "reading",
    "closing",
    "letter_entry",
)
_OPPORTUNITY = {"opportunity": "Postdoctoral workstation", "host": "Innovation Centre"}
_URL = {"url": "https://qiao.example/en/applications/…"}


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    activity_subjects.register("applications.application", subjects.applications)
    _register_mails()
    reasons.register("applications", WHY)
    reasons.register("applications.referenceletter", LETTERS)
    standing_schedules.register("applications.time", TIME)
    navigation.register("applications.own", NAV)
    for page in OF_HOSTS:
        pages_under.register(f"applications:{page}", "finding.opportunities")
    pages_under.register("applications:students", "offices.office")
    scopes.register("applications.read", Scope(_("Read applications of your own and those to your hosts")))
    opportunity_doors.register("applications", entrances.of_opportunity)
    office_doors.register("applications", entrances.of_office)
    file_access.register(
        file_rules.DOCUMENT_ACCESS, FileAccess(file_rules.may_read_document, is_personal=True)
    )
    file_access.register(file_rules.LETTER_ACCESS, FileAccess(file_rules.may_read_letter))
    _classify()
    _classify_letters()


def _register_mails() -> None:
    samples = {
        mails.NEWS: ("news", {"news": "submitted"} | _OPPORTUNITY | _URL, _("News about an application")),
        mails.DRAFT_REMINDER: (
            "draft_reminder",
            {"closes": "1 May 2027, 23:59 (Asia/Shanghai)"} | _OPPORTUNITY | _URL,
            _("Reminder of a draft application"),
        ),
        mails.LETTER_NEWS: (
            "letter_news",
            {"news": "received", "referee": "Prof. Chen"} | _OPPORTUNITY | _URL,
            _("News about a reference letter"),
        ),
        mails.LETTER_CANCELLED: (
            "letter_cancelled",
            {"referee": "Prof. Chen", "applicant": "Mia Lin"} | _OPPORTUNITY,
            _("A reference letter is no longer needed"),
        ),
    }
    for name, (stem, sample, label) in samples.items():
        mail_templates.register(name, MailTemplate(f"mail/applications/{stem}", sample, label))
    request = {"referee": "Prof. Chen", "applicant": "Mia Lin", "until": "8 May 2027", "is_reminder": False}
    mail_templates.register(
        mails.LETTER_REQUEST,
        MailTemplate(
            "mail/applications/letter_request",
            request | _OPPORTUNITY | _URL,
            _("Request for a reference letter"),
            is_secret=True,
        ),
    )


def _classify() -> None:
    classify(
        models.Application,
        plain=[
            *("opportunity", "intake", "state", "stage", "submitted_at", "completed_at", "closing_reason"),
            *("holds_place", "reminded_at"),
        ],
        personal=["profile", "statement"],
        find=erasure.find_applications,
        erase=erasure.erase_applications,
    )
    classify(
        models.ApplicationStep,
        plain=["application", "from_state", "to_state"],
        personal=["actor", "reason"],
        find=erasure.find_steps,
        erase=forget_who_and_why,
    )
    classify(
        models.ApplicationSnapshot,
        plain=["application"],
        personal=["profile", "blind"],
        find=erasure.find_snapshots,
        erase=erasure.erase_snapshots,
    )
    classify(
        models.ApplicationDocument,
        plain=["application", "requirement", "kind"],
        personal=["stored"],
        find=erasure.find_documents,
        erase=erasure.erase_documents,
    )


def _classify_letters() -> None:
    """The words of a letter are in nobody's export: many are confidential to the applicant."""
    classify(
        models.ReferenceLetter,
        plain=[
            *("application", "language", "state", "reminded_at", "received_at"),
            *("is_confidential", "may_be_reused", "reused_from"),
        ],
        personal=["referee_name", "referee_email", "relation", "entered_by", "stored"],
        secret=["token_hash", "text"],
        find=erasure.find_letters,
        erase=erasure.empty_letters,
    )
