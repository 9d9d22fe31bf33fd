"""What this room tells the others, once the models are loaded."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.classification import classify
from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules
from qiao.kit.jobs.timing import Every
from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.kit.steps.forget import forget_who_and_why
from qiao.kit.ui.navigation import NavEntry, navigation
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.accounts.sections import Section, account_sections
from qiao.rooms.offices import entrances, models, rules, subjects
from qiao.rooms.offices.domain import erasure, mails
from qiao.rooms.offices.purpose_names import SEEN
from qiao.rooms.offices.sentences import ACTIONS
from qiao.rooms.opportunities.doors import opportunity_doors
from qiao.rooms.privacy.enums import LegalBasis, PurposeKind
from qiao.rooms.privacy.purposes import PurposeDefinition, purposes
from qiao.rooms.privacy.reasons import Reason, reasons

WHY = Reason(
    _("so that a career office knows its students, approves hosts and postings for them and recommends some"),
    _("a registration until the student ends it or withdraws the consent, its history until an erasure"),
    LegalBasis.CONSENT,
    _("those who run the career office of the university where the student registered"),
)
CONSENT = PurposeDefinition(
    PurposeKind.GENERAL,
    _("My career office sees where my applications stand"),
    _(
        "Those who run the career office of each university with which I register may see my name, my e-mail"
        " address and the student number that I give, and where my applications on this site stand. They"
        " confirm that I am their student and may recommend opportunities to me. When I withdraw this, my"
        " registrations end at once and no career office sees anything any more."
    ),
)
TIME = StandingSchedule(
    "qiao.rooms.offices.tasks.keep_time", Every(3600), _("End registrations whose consent was withdrawn")
)
OFFICE = NavEntry(
    _("Career office"), "offices:offices", "graduation-cap", 70, permission="offices.run_some_office"
)
STUDENT = Section(_("My career office"), "offices:registrations", 16)
POSTING = {
    "university": "Columbia University",
    "host": "National Innovation Centre",
    "posting": "Postdoctoral workstation: perception for vehicles",
    "url": "https://qiao.example/en/offices/…",
}


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    activity_subjects.register("offices.studentregistration", subjects.registrations)
    activity_subjects.register("offices.hostapproval", subjects.host_approvals)
    activity_subjects.register("offices.postingapproval", subjects.posting_approvals)
    activity_subjects.register("offices.recommendation", subjects.recommendations)
    _register_mails()
    purposes.register(SEEN, CONSENT)
    reasons.register("offices", WHY)
    standing_schedules.register("offices.time", TIME)
    navigation.register("offices.office", OFFICE)
    account_sections.register("offices.student", STUDENT)
    scopes.register("offices.read", Scope(_("Read what career offices approved and recommend")))
    scopes.register("offices.students", Scope(_("Read the students registered with my career office")))
    scopes.register(
        "offices.write",
        Scope(_("Decide and recommend as a career office; ask one for approval; register as its student")),
    )
    opportunity_doors.register("offices", entrances.of_opportunity)
    _classify_registrations()
    _classify_approvals()


def _register_mails() -> None:
    decided = POSTING | {"subject": POSTING["posting"], "state": "approved", "is_posting": True}
    student = POSTING | {"news": "confirmed"}
    recommended = POSTING | {"note": "A group that several of our graduates joined."}
    asked = MailTemplate("mail/offices/asked", POSTING, _("A host asks for approval"))
    mail_templates.register(mails.ASKED, asked)
    mail_templates.register(
        mails.DECIDED, MailTemplate("mail/offices/decided", decided, _("Decision of a career office"))
    )
    mail_templates.register(
        mails.STUDENT, MailTemplate("mail/offices/student", student, _("News about a student’s registration"))
    )
    mail_templates.register(
        mails.RECOMMENDED,
        MailTemplate("mail/offices/recommended", recommended, _("Recommended postings"), is_optional=True),
    )


def _classify_registrations() -> None:
    classify(
        models.StudentRegistration,
        plain=["university", "state", "decided_by", "decided_at"],
        personal=["profile", "student_number", "matched_domain", "wants_mails", "consented_at"],
        find=erasure.find_registrations,
        erase=erasure.erase_registrations,
    )
    classify(
        models.RegistrationStep,
        plain=["subject", "from_state", "to_state"],
        personal=["actor", "reason"],
        find=erasure.find_registration_steps,
        erase=forget_who_and_why,
    )


def _classify_approvals() -> None:
    plain = ["university", "state", "message", "asked_at", "decided_at"]
    classify(models.HostApproval, plain=[*plain, "host"])
    classify(models.PostingApproval, plain=[*plain, "opportunity"])
    for model in (models.HostApprovalStep, models.PostingApprovalStep):
        classify(
            model,
            plain=["subject", "from_state", "to_state"],
            personal=["actor", "reason"],
            find=erasure.steps_finder(model),
            erase=forget_who_and_why,
        )
    classify(
        models.Recommendation,
        plain=["university", "opportunity", "note_zh", "note_en", "withdrawn_at"],
        personal=["recommended_by"],
        find=erasure.find_recommendations,
        erase=erasure.forget_recommenders,
    )
    classify(
        models.OfficeSettings,
        plain=["university", "host_covers_postings", "note_zh", "note_en"],
        personal=["contact", "email", "phone"],
        find=erasure.find_settings,
        erase=erasure.forget_contacts,
    )
