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
from qiao.kit.ui.navigation import NavEntry, Place, navigation
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.accounts.sections import Section, account_sections
from qiao.rooms.applications.aftermath import aftermaths
from qiao.rooms.applications.doors import application_doors
from qiao.rooms.exchanges.doors import exchange_doors
from qiao.rooms.opportunities.doors import opportunity_doors
from qiao.rooms.privacy.enums import LegalBasis
from qiao.rooms.privacy.reasons import Reason, reasons
from qiao.rooms.training import entrances, models, readers, rules, subjects
from qiao.rooms.training.domain import enrolment, erasure, mails, milestone
from qiao.rooms.training.sentences import ACTIONS

WHY = Reason(
    _("to hold the training, to note attendance and milestones, and to certify that it was completed"),
    _("until you have your data erased; the number of a certificate stays"),
    LegalBasis.CONTRACT,
    _("the host of the training; who has the code of a certificate learns whether it is valid"),
)
SAMPLE = {
    "news": "certificate",
    "cohort": "Summer camp on connected vehicles 2027",
    "host": "Innovation Centre",
    "number": "CAMP27-0007",
    "url": "https://qiao.example/en/training/enrolments/…",
}
TIME = StandingSchedule(
    "qiao.rooms.training.tasks.keep_rosters", Every(300), _("Enrol who has accepted a place")
)
CALENDARS = StandingSchedule(
    "qiao.rooms.training.tasks.keep_calendars", Every(60), _("Tell participants of changed sessions")
)
MOMENT = {"title": "Perception", "when": "3 July 2027, 09:00 (Asia/Shanghai)", "place": "Hall 1"}
SESSIONS_SAMPLE = {
    "cohort": SAMPLE["cohort"],
    "host": SAMPLE["host"],
    "url": SAMPLE["url"],
    "feed": "https://qiao.example/en/training/",
    "added": [MOMENT],
    "moved": [MOMENT | {"title": "Planning"}],
    "cancelled": [MOMENT | {"title": "Excursion", "place": ""}],
}
CHECK = NavEntry(_("Check a certificate"), "training:verification", "award", 920, place=Place.FOOTER)


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    activity_subjects.register("training.cohort", subjects.cohorts)
    activity_subjects.register("training.enrolment", subjects.enrolments)
    activity_subjects.register("training.certificate", subjects.certificates)
    activity_subjects.register("training.trainingfeed", subjects.feeds)
    mail_templates.register(
        mails.KIND, MailTemplate("mail/training/news", SAMPLE, _("News about your training"))
    )
    mail_templates.register(
        mails.SESSIONS,
        MailTemplate("mail/training/sessions", SESSIONS_SAMPLE, _("Sessions of your training")),
    )
    file_access.register(milestone.ACCESS, FileAccess(readers.may_read, is_personal=True))
    standing_schedules.register("training.rosters", TIME)
    standing_schedules.register("training.calendars", CALENDARS)
    navigation.register("training.verification", CHECK)
    scopes.register("training.read", Scope(_("Read rosters, sessions and attendance of trainings")))
    scopes.register("training.write", Scope(_("Run trainings of your hosts; report your own milestones")))
    account_sections.register("training.own", Section(_("My trainings"), "training:own", 17))
    opportunity_doors.register("training", entrances.of_opportunity)
    application_doors.register("training", entrances.of_application)
    exchange_doors.register("training", entrances.of_exchange)
    aftermaths.register("training", enrolment.follow)
    reasons.register("training", WHY)
    _classify_roster()
    _classify_certificates()


def _classify_roster() -> None:
    classify(
        models.Cohort,
        plain=[
            *("intake", "name_zh", "name_en", "code", "starts_on", "ends_on"),
            *("least_attendance", "demands_milestones", "calendars_due_at"),
        ],
    )
    classify(models.Enrolment, plain=["cohort", "application", "state", "completed_at"])
    classify(
        models.EnrolmentStep,
        plain=["enrolment", "from_state", "to_state"],
        personal=["actor", "reason"],
        find=erasure.find_steps,
        erase=forget_who_and_why,
    )
    classify(
        models.TrainingSession,
        plain=["cohort", "starts_at", "minutes", "title_zh", "title_en", "place_zh", "place_en"],
    )
    classify(
        models.SessionCall,
        plain=[
            *("enrolment", "session", "event", "sequence", "starts_at", "minutes"),
            *("title_zh", "title_en", "place_zh", "place_en"),
        ],
    )
    classify(
        models.TrainingFeed,
        plain=["language", "revoked_at"],
        personal=["user"],
        find=erasure.find_feeds,
        erase=erasure.remove_feeds,
    )
    classify(
        models.Attendance,
        plain=["session", "enrolment", "mark"],
        personal=["marked_by"],
        find=erasure.find_attendances,
        erase=erasure.forget_markers,
    )
    classify(
        models.Milestone,
        plain=["enrolment", "number", "name_zh", "name_en", "due_on", "done_at", "confirmed_at"],
        personal=["note", "evidence"],
        find=erasure.find_milestones,
        erase=erasure.empty_milestones,
    )


def _classify_certificates() -> None:
    classify(
        models.Certificate,
        plain=[
            *("enrolment", "cohort", "running", "number", "issued_at", "digest"),
            *("revoked_at", "revoked_because"),
        ],
        personal=["issued_by"],
        secret=["code", "code_hash"],
        find=erasure.find_certificates,
        erase=erasure.forget_issuers,
    )
    classify(
        models.CertificatePaper,
        plain=["certificate"],
        personal=["content"],
        find=erasure.find_papers,
        erase=erasure.remove_papers,
    )
    classify(
        models.Outcome,
        plain=["enrolment", "opportunity", "kind", "host", "exchange", "university", "completed_at"],
    )
