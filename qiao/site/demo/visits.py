"""Six laboratories of the centre, seen in groups in two rounds. The engine forms the groups, here and now."""

from typing import Any, NamedTuple

from django.db import transaction

from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.directory.models import Person, Unit
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, SEATED
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.programme.models import ProgrammeItem
from qiao.rooms.visits.domain.forming import form_groups
from qiao.rooms.visits.domain.plan import accept_plan, accepted_plan
from qiao.rooms.visits.domain.visit import add_run, add_visit
from qiao.rooms.visits.domain.wish import set_call, set_wishes
from qiao.rooms.visits.models import Visit
from qiao.site.demo import lots
from qiao.site.demo.accounts import LEAD
from qiao.site.demo.centre import CENTRE, by_domain
from qiao.site.demo.exchange import actor, host_of
from qiao.site.demo.programme import moment

SECONDS = 120  # at most: it ends as soon as the groups are proved best
LEAST, MOST_WISHES = 3, 5


class Laboratory(NamedTuple):
    """In the order of laboratories.toml. `groups` are the languages of the first and the second round."""

    capacity: int
    contact: str
    groups: tuple[str, str] = ("", "")
    rules: dict[str, Any] = {}


HELMET = {
    "equipment_zh": "安全帽和护目镜（现场发放）",
    "equipment_en": "Helmet and goggles, handed out there",
}
LABORATORIES = (
    Laboratory(12, "林若溪 Lin Ruoxi", rules={"is_step_free": True}),
    Laboratory(12, "沈怀远 Shen Huaiyuan", ("en", "zh"), {"is_step_free": True}),
    Laboratory(10, "顾清川 Gu Qingchuan"),
    Laboratory(10, "陆明岐 Lu Mingqi", rules={"identity": "passport", "bans_photos": True, "notice_days": 3}),
    Laboratory(10, "江映雪 Jiang Yingxue", rules=HELMET),
    Laboratory(14, "程砚秋 Cheng Yanqiu", ("zh", "en"), {"bans_photos": True, "is_step_free": True}),
)


def hold_visits(exchange: Exchange) -> None:
    """Safe to repeat: visits that are there and groups that stand are left alone."""
    if not exchange.visits.exists():
        _ask_for_wishes(exchange)
    if accepted_plan(exchange) is None:
        _form_groups(exchange)


@transaction.atomic
def _ask_for_wishes(exchange: Exchange) -> None:
    visits = [_offer(exchange, unit, place) for place, unit in enumerate(_units())]
    set_call(exchange, actor=actor(LEAD), wishes_until=moment(exchange, -10, "18:00"), most_visits=None)
    languages = dict(Person.objects.exclude(email="").values_list("email", "languages"))
    members = DelegationMember.objects.filter(
        delegation__exchange=exchange, delegation__state__in=SEATED, state__in=ACTIVE_MEMBERS
    )
    for member in members.select_related("delegation__head"):
        _wish(member, visits, languages.get(member.email, ["en"]))


def _units() -> list[Unit]:
    return list(by_domain(CENTRE).units.filter(kind="laboratory").order_by("position"))


def _offer(exchange: Exchange, unit: Unit, place: int) -> Visit:
    laboratory = LABORATORIES[place]
    wing = exchange.places.get(name_en="Laboratory wing")
    values = {
        "unit": unit,
        "host": host_of(exchange),
        "place": wing,
        "capacity": laboratory.capacity,
        "languages": ["zh", "en"],
        "contact_name": laboratory.contact,
        "contact_email": f"visits@{CENTRE}",
        "meeting_point_zh": f"实验楼 {place + 1} 层电梯口",
        "meeting_point_en": f"Laboratory wing, floor {place + 1}, by the lift",
    }
    visit = add_visit(exchange, actor=actor(LEAD), values=values | laboratory.rules)
    for session, language in zip(_sessions(exchange), laboratory.groups, strict=True):
        _run(visit, session, language)
    return visit


def _sessions(exchange: Exchange) -> list[ProgrammeItem]:
    return list(exchange.items.filter(kind="visit").order_by("starts_at"))


def _run(visit: Visit, session: ProgrammeItem, language: str) -> None:
    values = {"starts_at": session.starts_at, "ends_at": session.ends_at, "frame": session}
    add_run(visit, actor=actor(LEAD), values=values | {"language": language, "capacity": visit.capacity})


def _wish(member: DelegationMember, visits: list[Visit], languages: list[str]) -> None:
    count = LEAST + lots.number("how many", member.email, below=MOST_WISHES - LEAST + 1)
    drawn = lots.order([visit.position for visit in visits], "visits", member.email)
    wanted = [visits[position] for position in drawn[:count]]
    needs_step_free = lots.number("steps", member.email, below=20) == 0
    head = member.delegation.head or actor(LEAD)
    set_wishes(member, actor=head, visits=wanted, languages=languages, needs_step_free=needs_step_free)


def _form_groups(exchange: Exchange) -> None:
    plan = form_groups(exchange, actor=actor(LEAD), seconds=SECONDS)
    run_ready_jobs(["default"])
    plan.refresh_from_db()
    accept_plan(plan, actor=actor(LEAD))
