"""What this room tells the others, once the models are loaded."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.classification import classify
from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules
from qiao.kit.jobs.timing import Every
from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.kit.ui.navigation import NavEntry, navigation
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.directory.doors import organisation_doors
from qiao.rooms.finding import entrances, models, rules, subjects
from qiao.rooms.finding.domain import erasure
from qiao.rooms.finding.domain.mails import DEADLINE, DIGEST
from qiao.rooms.finding.sentences import ACTIONS
from qiao.rooms.opportunities.doors import opportunity_doors
from qiao.rooms.privacy.enums import LegalBasis
from qiao.rooms.privacy.reasons import Reason, reasons

WHY = Reason(
    _("to keep your searches and bookmarks, and to tell you by mail of what is new and of deadlines"),
    _("until you remove them or have your data erased"),
    LegalBasis.CONTRACT,
    _("nobody but you"),
)
SAMPLE = {
    "title": "Postdoctoral researcher, solid-state batteries",
    "host": "National Innovation Centre of Intelligent and Connected Vehicles",
    "deadline": "31 May 2027, 18:00 (Asia/Shanghai)",
    "url": "https://qiao.example/en/opportunities/…",
}
SAMPLE_SEARCH = {
    "name": "Postdocs in batteries",
    "number": 6,
    "more": 5,
    "url": "https://qiao.example/en/opportunities/saved-searches/…",
    "opportunities": [SAMPLE],
}
DIGEST_MAIL = MailTemplate(
    "mail/finding/digest",
    {"searches": [SAMPLE_SEARCH], "url": "https://qiao.example/en/opportunities/saved-searches/"},
    _("New opportunities in saved searches"),
    is_optional=True,
)
DEADLINE_MAIL = MailTemplate(
    "mail/finding/deadline", SAMPLE, _("Deadline of a bookmarked opportunity"), is_optional=True
)
NEWS = StandingSchedule(
    "qiao.rooms.finding.tasks.tell_news", Every(3600), _("Tell of new opportunities and of deadlines")
)
COMMON = {"id", "created_at", "updated_at"}


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    activity_subjects.register("finding.savedsearch", subjects.saved_searches)
    activity_subjects.register("finding.bookmark", subjects.bookmarks)
    mail_templates.register(DIGEST, DIGEST_MAIL)
    mail_templates.register(DEADLINE, DEADLINE_MAIL)
    standing_schedules.register("finding.news", NEWS)
    navigation.register(
        "finding.opportunities", NavEntry(_("Opportunities"), "finding:opportunities", "briefcase", 15)
    )
    scopes.register("finding.read", Scope(_("Search opportunities; read your saved searches and bookmarks")))
    scopes.register("finding.write", Scope(_("Change your saved searches and bookmarks")))
    opportunity_doors.register("finding", entrances.of_opportunity)
    organisation_doors.register("finding", entrances.of_organisation)
    reasons.register("finding", WHY)
    _classify()


def _classify() -> None:
    classify(
        models.SavedSearch,
        plain=["frequency", "language"],
        personal=["owner", "name", "query", "seen_until", "told_until"],
        find=erasure.find_searches,
        erase=erasure.erase_rows,
    )
    classify(
        models.Bookmark,
        plain=["reminded_of"],
        personal=["owner", "opportunity"],
        find=erasure.find_bookmarks,
        erase=erasure.erase_rows,
    )
    classify(
        models.FindingChoice,
        plain=["shows_fit"],
        personal=["owner"],
        find=erasure.find_choices,
        erase=erasure.erase_rows,
    )
