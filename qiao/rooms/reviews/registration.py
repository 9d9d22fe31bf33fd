"""What this room tells the others, once the models are loaded."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules
from qiao.kit.jobs.timing import Every
from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.rooms.accounts.purposes import invitation_purposes
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.applications.aftermath import aftermaths
from qiao.rooms.applications.doors import application_doors
from qiao.rooms.applications.readers import application_readers
from qiao.rooms.opportunities.doors import opportunity_doors
from qiao.rooms.privacy.enums import LegalBasis
from qiao.rooms.privacy.reasons import Reason, reasons
from qiao.rooms.profiles.readers import file_readers
from qiao.rooms.reviews import entrances, readers, rules, subjects
from qiao.rooms.reviews.classes import classify_all
from qiao.rooms.reviews.domain.interview import free_slot
from qiao.rooms.reviews.domain.panel import ON_THE_PANEL
from qiao.rooms.reviews.purpose_names import REVIEWER
from qiao.rooms.reviews.sentences import ACTIONS

WHY = Reason(
    _("to choose among applicants by the same criteria, with several judgements and without interests"),
    _("as long as the application; words go when you have your data erased, points stay without your name"),
    LegalBasis.CONTRACT,
    _("the host, and the reviewers whom the host gives the application"),
)
TIME = StandingSchedule(
    "qiao.rooms.reviews.tasks.keep_time", Every(3600), _("Remind reviewers of what is due")
)
PANEL_SAMPLE = {
    "opportunity": "Postdoctoral workstation",
    "host": "National innovation centre",
    "count": 3,
    "due": "1 March 2027, 18:00 (Asia/Shanghai)",
    "url": "https://qiao.example/en/reviews/…",
}
INTERVIEW_SAMPLE = PANEL_SAMPLE | {
    "news": "booked",
    "when": "3 March 2027, 15:00 (Asia/Shanghai) / 3 March 2027, 08:00 (Europe/Berlin)",
    "place": "",
    "link": "https://meet.example/room",
    "is_applicant": True,
}
WITHDRAWAL_SAMPLE = PANEL_SAMPLE | {"news": "asked"}


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    for label, titles in subjects.SUBJECTS.items():
        activity_subjects.register(label, titles)
    invitation_purposes.register(REVIEWER, ON_THE_PANEL)
    reasons.register("reviews", WHY)
    standing_schedules.register("reviews.time", TIME)
    scopes.register(
        "reviews.read",
        Scope(_("Read your assignments and declarations as a reviewer, and rankings you make")),
    )
    scopes.register("reviews.write", Scope(_("Submit your assessments as a reviewer, and rank applications")))
    opportunity_doors.register("reviews", entrances.of_opportunity)
    application_doors.register("reviews", entrances.of_application)
    application_readers.register("reviews", readers.reads_application)
    file_readers.register("reviews", readers.reads_file)
    aftermaths.register("reviews.interviews", free_slot)
    _register_mails()
    classify_all()


def _register_mails() -> None:
    assigned = MailTemplate("mail/reviews/assigned", PANEL_SAMPLE, _("Applications to review"))
    due = MailTemplate("mail/reviews/due", PANEL_SAMPLE, _("Reminder of reviews that are due"))
    interview = MailTemplate("mail/reviews/interview", INTERVIEW_SAMPLE, _("News about an interview"))
    mail_templates.register("reviews.assigned", assigned)
    mail_templates.register("reviews.due", due)
    mail_templates.register("reviews.interview", interview)
    withdrawal = MailTemplate(
        "mail/reviews/withdrawal", WITHDRAWAL_SAMPLE, _("Conflicts of interest to be lifted")
    )
    mail_templates.register("reviews.withdrawal", withdrawal)
