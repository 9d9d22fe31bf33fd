"""What this room tells the others, once the models are loaded."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.classification import classify
from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules
from qiao.kit.jobs.timing import Every
from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.kit.steps.forget import forget_who_and_why
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.accounts.sections import Section, account_sections
from qiao.rooms.applications.aftermath import aftermaths
from qiao.rooms.applications.doors import application_doors
from qiao.rooms.offers import entrances, models, rules, subjects
from qiao.rooms.offers.domain import aftermath, erasure, mails
from qiao.rooms.offers.sentences import ACTIONS
from qiao.rooms.opportunities.doors import opportunity_doors
from qiao.rooms.privacy.enums import LegalBasis
from qiao.rooms.privacy.reasons import Reason, reasons

WHY = Reason(
    _("to offer you a place and to take your answer"),
    _("as long as your application is kept"),
    LegalBasis.CONTRACT,
    _("the host of the opportunity"),
)
SAMPLE = {
    "news": "made",
    "opportunity": "Postdoctoral workstation for battery safety",
    "host": "Innovation Centre",
    "until": "10 May 2027, 18:00 (Asia/Shanghai)",
    "url": "https://qiao.example/en/offers/…",
}
HOST_SAMPLE = SAMPLE | {"news": "accepted", "applicant": "Lin Wen"}
TIME = StandingSchedule(
    "qiao.rooms.offers.tasks.keep_time",
    Every(60),
    _("Remind of offers, let them lapse, move waiting lists"),
)


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    activity_subjects.register("offers.offer", subjects.offers)
    mail_templates.register(
        mails.NEWS, MailTemplate("mail/offers/news", SAMPLE, _("News about an offer of a place"))
    )
    mail_templates.register(
        mails.HOST_NEWS, MailTemplate("mail/offers/host_news", HOST_SAMPLE, _("Answers to your offers"))
    )
    mail_templates.register(
        mails.WAITING, MailTemplate("mail/offers/waiting", SAMPLE, _("A place on a waiting list"))
    )
    standing_schedules.register("offers.time", TIME)
    scopes.register("offers.read", Scope(_("Read offers of places and waiting lists")))
    scopes.register("offers.write", Scope(_("Make and answer offers of places; order waiting lists")))
    account_sections.register("offers.own", Section(_("My offers"), "offers:own", 16))
    opportunity_doors.register("offers", entrances.of_opportunity)
    application_doors.register("offers", entrances.of_application)
    aftermaths.register("offers", aftermath.follow)
    reasons.register("offers", WHY)
    _classify()


def _classify() -> None:
    classify(
        models.Offer,
        plain=[
            *("application", "intake", "answer_until", "reminded_of"),
            *("terms_zh", "terms_en", "state", "closed_at"),
        ],
        personal=["made_by"],
        find=erasure.find_offers,
        erase=erasure.forget_makers,
    )
    classify(
        models.OfferStep,
        plain=["offer", "from_state", "to_state"],
        personal=["actor", "reason"],
        find=erasure.find_steps,
        erase=forget_who_and_why,
    )
    classify(models.WaitingPlace, plain=["intake", "application", "position"])
    classify(models.WaitingListSettings, plain=["intake", "hours", "is_automatic"])
