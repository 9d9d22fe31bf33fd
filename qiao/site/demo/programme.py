"""The two days of the story: places, ways between them, sessions."""

import datetime as dt
from typing import Any, NamedTuple

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.domain.bulk import ItemDraft, add_items
from qiao.rooms.programme.domain.place import add_place, set_transfer_time
from qiao.rooms.programme.models import Place
from qiao.site.demo.accounts import LEAD, ORGANISERS
from qiao.site.demo.centre import by_domain
from qiao.site.demo.exchange import actor, host_of

# key, kind, Chinese, English, within, capacity
PLACES = (
    ("centre", "venue", "国家智能网联汽车创新中心", "National Innovation Centre", "", None),
    ("hall", "room", "报告厅", "Main hall", "centre", 160),
    ("laboratories", "laboratory", "实验楼", "Laboratory wing", "centre", 120),
    ("meetings", "room", "洽谈厅", "Meeting hall", "centre", 160),
    ("canteen", "dining", "员工餐厅", "Canteen", "centre", 200),
    ("hotel", "venue", "会议酒店", "Conference hotel", "", None),
    ("banquet", "dining", "宴会厅", "Banquet hall", "hotel", 200),
)
MINUTES_BETWEEN = 20


class Session(NamedTuple):
    day: int
    begins: str
    ends: str
    kind: str
    zh: str
    en: str
    place: str
    destination: str = ""


SESSIONS = (
    Session(0, "08:30", "08:55", "transfer", "乘车前往创新中心", "Bus to the centre", "hotel", "centre"),
    Session(0, "09:15", "09:45", "welcome", "欢迎仪式", "Welcome", "hall"),
    Session(0, "09:45", "10:05", "film", "观看宣传片", "Film of the district", "hall"),
    Session(0, "10:05", "10:40", "introduction", "定位与核心业务", "Positioning and core business", "hall"),
    Session(0, "11:00", "12:00", "panel", "共性技术研究", "Research on common technologies", "hall"),
    Session(0, "12:15", "13:15", "meal", "午餐", "Lunch", "canteen"),
    Session(
        0, "13:30", "14:25", "visit", "分组参访实验室：第一轮", "Laboratory visits: first", "laboratories"
    ),
    Session(
        0, "14:35", "15:30", "visit", "分组参访实验室：第二轮", "Laboratory visits: second", "laboratories"
    ),
    Session(0, "15:45", "16:45", "questions", "提问与解答", "Questions and answers", "hall"),
    Session(0, "17:00", "17:25", "transfer", "乘车返回酒店", "Bus to the hotel", "centre", "hotel"),
    Session(0, "18:30", "20:00", "meal", "晚宴", "Dinner", "banquet"),
    Session(1, "08:30", "08:55", "transfer", "乘车前往创新中心", "Bus to the centre", "hotel", "centre"),
    Session(1, "09:15", "12:00", "meeting_block", "一对一洽谈", "Talks one to one", "meetings"),
    Session(1, "12:15", "13:15", "meal", "午餐", "Lunch", "canteen"),
    Session(1, "13:30", "16:00", "meeting_block", "一对一洽谈", "Talks one to one", "meetings"),
    Session(1, "16:15", "17:00", "questions", "总结与答疑", "Summary and last questions", "hall"),
    Session(1, "17:15", "17:40", "transfer", "乘车返回酒店", "Bus to the hotel", "centre", "hotel"),
)


def hold_programme(exchange: Exchange) -> None:
    """Safe to repeat: a programme that has sessions is left alone."""
    if exchange.items.exists():
        return
    places = _places(exchange)
    drafts = [_draft(exchange, places, session) for session in SESSIONS]
    add_items(exchange, actor=actor(LEAD), drafts=drafts)


def _places(exchange: Exchange) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for position, (key, kind, zh, en, within, capacity) in enumerate(PLACES):
        values: dict[str, Any] = {
            "kind": kind,
            "name_zh": zh,
            "name_en": en,
            "capacity": capacity,
            "position": position,
        }
        values |= {"within": places.get(within), "host": by_domain(ORGANISERS[0]) if key == "hotel" else None}
        places[key] = add_place(exchange, actor=actor(LEAD), values=values)
    set_transfer_time(places["hotel"], places["centre"], actor=actor(LEAD), minutes=MINUTES_BETWEEN)
    return places


def _draft(exchange: Exchange, places: dict[str, Place], session: Session) -> ItemDraft:
    values = {
        "kind": session.kind,
        "title_zh": session.zh,
        "title_en": session.en,
        "starts_at": moment(exchange, session.day, session.begins),
        "ends_at": moment(exchange, session.day, session.ends),
        "place": places[session.place],
        "destination": places.get(session.destination),
        "host": host_of(exchange) if session.kind in ("introduction", "panel", "visit") else None,
        "languages": ["zh", "en"],
    }
    return ItemDraft(values)


def moment(exchange: Exchange, day: int, clock: str) -> dt.datetime:
    date = exchange.starts_on + dt.timedelta(days=day)
    there = dt.datetime.combine(date, dt.time.fromisoformat(clock), tzinfo=exchange.zone)
    return there.astimezone(dt.UTC)
