"""What this room tells the others, once the models are loaded."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.bilingual.search import searchable
from qiao.kit.classification import classify
from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules
from qiao.kit.jobs.timing import Every
from qiao.kit.ui.home import home_sections
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.accounts.sections import Section, account_sections
from qiao.rooms.directory.followers import name_followers, publication_followers
from qiao.rooms.exchanges.doors import exchange_doors
from qiao.rooms.opportunities import entrances, home, models, rules, subjects
from qiao.rooms.opportunities.domain import entry, erasure, following
from qiao.rooms.opportunities.sentences import ACTIONS
from qiao.rooms.privacy.reasons import PARTICIPATION, reasons

TIME = StandingSchedule(
    "qiao.rooms.opportunities.tasks.keep_intakes", Every(600), _("Show the intake that is open now")
)
OWN = Section(_("Opportunities of my organisations"), "opportunities:own", 55)
COMMON = {"id", "created_at", "updated_at"}


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    activity_subjects.register("opportunities.opportunity", subjects.opportunities)
    searchable.register("opportunities.opportunity", entry.opportunity_entries)
    standing_schedules.register("opportunities.time", TIME)
    reasons.register("opportunities", PARTICIPATION)
    scopes.register("opportunities.read", Scope(_("Read opportunities as you see them")))
    scopes.register("opportunities.write", Scope(_("Change opportunities of hosts that you manage")))
    account_sections.register("opportunities.own", OWN)
    home_sections.register("opportunities.newest", home.newest)
    exchange_doors.register("opportunities", entrances.of_exchange)
    name_followers.register("opportunities", following.follow_names)
    publication_followers.register("opportunities", following.follow_publication)
    _classify()


def _classify() -> None:
    opportunity = {field.name for field in models.Opportunity._meta.concrete_fields}
    classify(
        models.Opportunity,
        plain=opportunity - COMMON - {"posted_by"},
        personal=["posted_by"],
        find=erasure.find_posted,
        erase=erasure.forget_posters,
    )
    classify(
        models.Supervisor,
        plain=["opportunity", "side", "organisation", "capacity"],
        personal=["person", "name_zh", "name_en", "topic_zh", "topic_en"],
        find=erasure.find_supervisors,
        erase=erasure.forget_supervisors,
    )
    for model in (
        models.CampDetail,
        models.DocumentRequirement,
        models.Intake,
        models.JobDetail,
        models.LanguageRequirement,
        models.OpportunityField,
        models.PlanDetail,
        models.PlannedMilestone,
        models.PostdocDetail,
        models.Stage,
        models.TalentProgrammeDetail,
    ):
        names = [field.name for field in model._meta.concrete_fields]
        classify(model, plain=[name for name in names if name not in COMMON])
