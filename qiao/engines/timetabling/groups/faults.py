"""What is wrong with an instance of visit groups: every fault at once, each with its place and its remedy."""

import math
from collections.abc import Collection

from qiao.engines.shape.fault import Collector
from qiao.engines.shape.kinds import (
    check_cap,
    check_choice,
    check_flag,
    check_text,
    check_whole,
)
from qiao.engines.shape.naming import add_unknown, shown
from qiao.engines.shape.words import Sentence, say
from qiao.engines.timetabling.faults import MOST_SLOTS, MOST_WEIGHT, Fault
from qiao.engines.timetabling.faults.slots import check_slots
from qiao.engines.timetabling.groups.fit import bars_between, exclude_each_other
from qiao.engines.timetabling.groups.problem import DECIMALS, TIERS, Group, GroupProblem, Guest

say(
    {
        "fault.groups.no-group": ("There is no group {id}. {near}", "没有参访小组{id}。{near}"),
        "fault.groups.no-destination": (
            "No group visits {id}. {near}",
            "没有参观{id}的组。{near}",
        ),
        "fault.groups.slots": (
            "A group takes place in one or several consecutive slots. Give them in order, without a gap.",
            "参访小组须占用一个或多个连续时段。请按顺序填写，中间不留空。",
        ),
        "fault.groups.sizes": (
            "At least {least} people cannot fit into {room} places. Change one of the two numbers.",
            "最少{least}人超出名额{room}个。请更改其中一个数。",
        ),
        "fault.groups.visits": (
            "At least {least} visits and at most {most} contradict each other. Change one of them.",
            "最少{least}次与最多{most}次参观相互矛盾。请更改其中一个数。",
        ),
        "fault.groups.pin-forbidden": (
            "{group} is pinned and forbidden. Take it out of one of the two.",
            "{group}既被固定又被禁止。请从其中一项删去。",
        ),
        "fault.groups.pin-barred": (
            "The guest cannot be in the pinned group {group} ({bar}). Take out the pin, or what bars it.",
            "参访人员无法参加所固定的{group}（{bar}）。请取消固定安排，或消除该限制。",
        ),
        "fault.groups.pins-clash": (
            "{one} and {other} are pinned, but exclude each other in time, round or destination. Unpin one.",
            "{one}和{other}均被固定，但两者时段、轮次或参观地相同。请取消其中一项。",
        ),
        "fault.groups.pins-many": (
            "{pins} groups are pinned, and there may be {most} visits. Take out pins, or allow more visits.",
            "固定了{pins}个组，而最多可参观{most}次。请取消部分固定安排，或放宽次数上限。",
        ),
        "fault.groups.tier-twice": (
            "The tier {tier} is named twice. Leave one of them.",
            "目标层级{tier}重复出现。请只保留一个。",
        ),
        "fault.groups.tiers-contradict": (
            "The tiers unity and apart seek opposite things. Leave one of them.",
            "层级unity与apart的目标相反。请只保留其中之一。",
        ),
        "groups.bar.unavailable": ("not available at this time", "该时间不可用"),
        "groups.bar.meeting": ("a meeting at this time", "该时间有会谈"),
        "groups.bar.language": ("no language in common", "没有共同语言"),
        "groups.bar.need": ("a need that is not met there", "现场无法满足特殊需求"),
        "groups.bar.access": ("no access", "无准入资格"),
        "groups.bar.forbidden": ("this group is forbidden to the guest", "该参访人员不得参加此组"),
    }
)


def faults_of(problem: GroupProblem) -> list[Fault]:
    """All faults of an instance, in the order of its fields; an empty list for a sound one.

    An instance that is sound but that no plan satisfies is not faulty: the solver proves that it is
    infeasible. Linear in the size of the instance, but for pairs of pins of one guest.

    >>> group, ana = Group("g", "Optics", (0,), 9), Guest("Ana", unavailable=frozenset({0}), pinned=("g",))
    >>> [fault] = faults_of(GroupProblem("", 1, (ana,), (group,)))
    >>> fault.place, str(fault.sentence)[:50]
    ('guests[0].pinned[0]', 'The guest cannot be in the pinned group “g” (not')
    """
    return Inspection(problem).find()


class Inspection:
    """One look through an instance."""

    def __init__(self, problem: GroupProblem) -> None:
        self.problem = problem
        self.found = Collector()
        self.groups: dict[str, Group] = {}

    def find(self) -> list[Fault]:
        problem, found = self.problem, self.found
        check_text(problem.name, "name", found, may_be_empty=True)
        check_choice(problem.mode, ("all", "choose"), "mode", found)
        is_counted = check_whole(problem.slots, "slots", found, most=MOST_SLOTS)
        self.slots = problem.slots if is_counted else MOST_SLOTS
        self._inspect_tiers()
        seen: dict[str, str] = {}
        for number, group in enumerate(problem.groups):
            place = f"groups[{number}]"
            if self._is_new(group.id, place, seen):
                self.groups[group.id] = group
            self._inspect_group(group, place)
        self.destinations = {group.destination for group in problem.groups}
        seen = {}
        for number, guest in enumerate(problem.guests):
            place = f"guests[{number}]"
            self._is_new(guest.id, place, seen)
            self._inspect_guest(guest, place)
        return found.faults

    def _inspect_tiers(self) -> None:
        tiers = self.problem.tiers
        for number, tier in enumerate(tiers):
            place = f"tiers[{number}]"
            if check_choice(tier, TIERS, place, self.found) and tier in tiers[:number]:
                self.found.add(place, "groups.tier-twice", tier=tier)
        if "unity" in tiers and "apart" in tiers:
            self.found.add("tiers", "groups.tiers-contradict")

    def _is_new(self, name: str, place: str, seen: dict[str, str]) -> bool:
        if not check_text(name, f"{place}.id", self.found):
            return False
        if name in seen:
            self.found.add(f"{place}.id", "twice", id=shown(name), where=seen[name])
        return seen.setdefault(name, place) == place

    def _inspect_group(self, group: Group, place: str) -> None:
        found = self.found
        check_text(group.destination, f"{place}.destination", found)
        if check_slots(group.slots, self.slots, f"{place}.slots", found):
            first = group.slots[0] if group.slots else 0
            if not group.slots or tuple(group.slots) != tuple(range(first, first + len(group.slots))):
                found.add(f"{place}.slots", "groups.slots")
        is_sound = check_whole(group.capacity, f"{place}.capacity", found)
        is_sound &= check_whole(group.min_size, f"{place}.min_size", found)
        if is_sound and group.min_size > group.capacity:
            found.add(f"{place}.min_size", "groups.sizes", least=group.min_size, room=group.capacity)
        check_flag(group.interpreter, f"{place}.interpreter", found)
        check_whole(group.round, f"{place}.round", found)
        for field in ("languages", "provides"):
            self._inspect_texts(getattr(group, field), f"{place}.{field}")

    def _inspect_texts(self, values: Collection[object], place: str) -> None:
        for value in sorted(values, key=str):
            check_text(value, place, self.found)

    def _inspect_guest(self, guest: Guest, place: str) -> None:
        found = self.found
        for field in ("delegation", "country", "participant"):
            if (value := getattr(guest, field)) is not None:
                check_text(value, f"{place}.{field}", found)
        for field in ("languages", "needs"):
            self._inspect_texts(getattr(guest, field), f"{place}.{field}")
        for field in ("unavailable", "meetings"):
            check_slots(getattr(guest, field), self.slots, f"{place}.{field}", found)
        self._inspect_wishes(guest, place)
        for name in sorted(guest.barred, key=str):
            self._know(name, self.destinations, f"{place}.barred", "groups.no-destination")
        for name in sorted(guest.forbidden, key=str):
            self._know(name, self.groups, f"{place}.forbidden", "groups.no-group")
        self._inspect_visits(guest, place)
        self._inspect_pins(guest, place)

    def _know(self, name: object, known: Collection[str], place: str, code: str) -> bool:
        if name in known:
            return True
        add_unknown(place, code, name, known, self.found)
        return False

    def _inspect_wishes(self, guest: Guest, place: str) -> None:
        for name, weight in guest.wishes.items():
            here = f"{place}.wishes.{name}"
            self._know(name, self.destinations, here, "groups.no-destination")
            if type(weight) not in (int, float):
                self.found.add(here, "number", value=shown(weight))
            elif not math.isfinite(weight):
                self.found.add(here, "not-finite")
            elif weight < 0:
                self.found.add(here, "negative", value=shown(weight), least=0)
            elif weight > MOST_WEIGHT:
                self.found.add(here, "too-large", value=shown(weight), most=MOST_WEIGHT)
            elif round(weight, DECIMALS) != weight:
                self.found.add(here, "decimals", value=shown(weight))

    def _inspect_visits(self, guest: Guest, place: str) -> None:
        least, most = guest.min_visits, guest.max_visits
        check_cap(least, f"{place}.min_visits", self.found)
        check_cap(most, f"{place}.max_visits", self.found)
        if type(least) is int and type(most) is int and 0 <= most < least:
            self.found.add(f"{place}.min_visits", "groups.visits", least=least, most=most)
        if type(most) is int and 0 <= most < len(guest.pinned):
            self.found.add(f"{place}.pinned", "groups.pins-many", pins=len(guest.pinned), most=most)

    def _inspect_pins(self, guest: Guest, place: str) -> None:
        sound: list[Group] = []
        for number, name in enumerate(guest.pinned):
            here = f"{place}.pinned[{number}]"
            if not self._know(name, self.groups, here, "groups.no-group"):
                continue
            group = self.groups[name]
            bars = bars_between(guest, group)
            if "forbidden" in bars:
                self.found.add(here, "groups.pin-forbidden", group=shown(name))
            elif bars:
                said = [Sentence(f"groups.bar.{bar}") for bar in bars]
                self.found.add(here, "groups.pin-barred", group=shown(name), bar=said)
            for other in sound:
                if exclude_each_other(other, group):
                    self.found.add(here, "groups.pins-clash", one=shown(other.id), other=shown(name))
            sound.append(group)
