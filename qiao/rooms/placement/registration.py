"""What this room tells the others, once the models are loaded."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.classification import classify
from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules
from qiao.kit.jobs.sharing import job_sharing
from qiao.kit.jobs.timing import Every
from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.accounts.sections import Section, account_sections
from qiao.rooms.applications.doors import application_doors
from qiao.rooms.exchanges.doors import exchange_doors
from qiao.rooms.opportunities.doors import opportunity_doors
from qiao.rooms.placement import doors, models, rules, subjects
from qiao.rooms.placement.domain import erasure
from qiao.rooms.placement.domain.mails import KIND
from qiao.rooms.placement.domain.run import may_watch
from qiao.rooms.placement.sentences import ACTIONS
from qiao.rooms.privacy.enums import LegalBasis
from qiao.rooms.privacy.reasons import Reason, reasons

WHY = Reason(
    _("to match people and posts by the lists that both made, and to tell each person why"),
    _("until you have your data erased; who was placed where stays without your name"),
    LegalBasis.CONTRACT,
    _("before the run nobody but you; after it the result is seen by the organisers and the host"),
)
SAMPLE = {
    "news": "published",
    "round": "PhD places 2027",
    "lists_due": "1 March 2027 12:00 (Asia/Shanghai)",
    "answers_due": "20 March 2027 12:00 (Asia/Shanghai)",
    "url": "https://qiao.example/en/placement/…",
}
TIME = StandingSchedule(
    "qiao.rooms.placement.tasks.keep_time",
    Every(300),
    _("Seal lists, publish results and let places lapse on time"),
)
MINE = Section(_("Matching rounds"), "placement:rounds", 17)
COMMON = {"id", "created_at", "updated_at"}


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    activity_subjects.register("placement.matchinground", subjects.rounds)
    activity_subjects.register("placement.matchingrun", subjects.runs)
    activity_subjects.register("placement.rankorderlist", subjects.lists)
    activity_subjects.register("placement.pair", subjects.pairs)
    activity_subjects.register("placement.placement", subjects.placements)
    job_sharing.register("placement.matchingrun", may_watch)
    mail_templates.register(
        KIND, MailTemplate("mail/placement/news", SAMPLE, _("News about a matching round"))
    )
    standing_schedules.register("placement.time", TIME)
    scopes.register("placement.read", Scope(_("Read matching rounds, your list and your result")))
    scopes.register("placement.write", Scope(_("Change your rank-order lists")))
    scopes.register("placement.organise", Scope(_("Prepare and run matching rounds")))
    account_sections.register("placement.rounds", MINE)
    exchange_doors.register("placement", doors.of_exchange)
    opportunity_doors.register("placement", doors.of_opportunity)
    application_doors.register("placement", doors.of_application)
    reasons.register("placement", WHY)
    _classify_plain()
    _classify_personal()


def _classify_plain() -> None:
    """Nothing in these rows is about a person."""
    for model in (models.RoundPost, models.RoundOption):
        classify(model, plain=_columns(model))
    classify(models.MatchingRound, plain=_columns(models.MatchingRound))  # the sealed nonce is nobody's


def _classify_personal() -> None:
    _personal(models.RoundStep, ["actor"], erasure.find_steps, erasure.forget_steps)
    lists = {"sensitive": ["content"], "secret": ["salt"]}
    _personal(models.RankOrderList, ["profile"], erasure.find_lists, erasure.empty_lists, **lists)
    ranking = {"secret": ["content", "salt"]}
    _personal(
        models.PostList, ["certified_by"], erasure.find_post_lists, erasure.forget_post_lists, **ranking
    )
    _personal(
        models.Pair, ["first", "second"], erasure.find_pairs, erasure.empty_pairs, sensitive=["content"]
    )
    people = ["proposed_by", "confirmed_by", "first_yes", "second_yes"]
    documents = {"secret": ["instance", "result"]}
    _personal(models.MatchingRun, people, erasure.find_runs, erasure.forget_runs, **documents)
    _personal(
        models.Placement,
        ["entry", "post", "option", "state", "answered_at"],
        erasure.find_placements,
        erasure.empty_placements,
        sensitive=["reasons"],
    )


def _personal(model: Any, personal: list[str], find: Any, erase: Any, **closed: Any) -> None:
    named = {*personal, *(name for names in closed.values() for name in names)}
    plain = [name for name in _columns(model) if name not in named]
    classify(model, plain=plain, personal=personal, find=find, erase=erase, **closed)


def _columns(model: Any) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.name not in COMMON]
