"""The sentences of explanations."""

from collections.abc import Sequence

from qiao.engines.shape.words import Sentence, say
from qiao.engines.timetabling.problem import slots_of

_TRIED = (
    (
        "other meetings moved, either available in one more slot, one more table, limits one higher, one "
        "more slot permitted, no order with another request"
    ),
    "调整其他会面、任一方增加一个空闲时段、增加一张桌子、上限增加一场、多允许一个时段、取消与另一申请的先后要求",
)

say(
    {
        "explain.slot.none": ("no slot", "任何时段"),
        "explain.slot.one": ("slot {slots}", "时段{slots}"),
        "explain.slot.many": ("slots {slots}", "时段{slots}"),
        # why a request is not held
        "explain.why.never": (
            "{a} and {b} are never available in the same slot: {lacks}.",
            "{a}和{b}没有共同的空闲时段：{lacks}。",
        ),
        "explain.why.common": (
            "Both could meet only in {slots} ({lacks}).",
            "双方只能在{slots}会面（{lacks}）。",
        ),
        "explain.lacks": ("{who} is not available in {slots}", "{who}在{slots}无空"),
        "explain.lacks.window": (
            "{slots} is not permitted for this request",
            "{slots}不在此申请允许的范围内",
        ),
        "explain.lacks.tables": ("there is no table in {slots}", "{slots}没有桌子"),
        "explain.why.session": (
            "Its session {session} has no slot in which both are available ({slots}).",
            "其场次{session}内没有双方都有空的时段（{slots}）。",
        ),
        "explain.why.allowed": (
            "It may lie in {slots} only, where not both are available.",
            "此申请只允许安排在{slots}，而届时双方不能同时到场。",
        ),
        "explain.why.no-table": (
            "There are no tables in {slots}, where both could meet.",
            "双方可以会面的{slots}没有设置桌子。",
        ),
        "explain.why.cap": (
            "{who} already holds {most}, the most allowed: {rivals}.",
            "{who}已安排{most}，达到上限：{rivals}。",
        ),
        "explain.why.cap.none": ("{who} may hold no meetings.", "{who}的会面上限为零。"),
        "explain.why.busy": (
            "{who} is in another meeting in {slots}: {rivals}.",
            "{who}在{slots}已有其他会面：{rivals}。",
        ),
        "explain.why.tables": ("Every table is taken in {slots}.", "{slots}的桌子已全部占用。"),
        "explain.why.day": (
            "{who} already holds {most} on the day of {slots}, the most allowed a day.",
            "{who}在{slots}所在的那一天已安排{most}，达到每日上限。",
        ),
        "explain.why.run": (
            "In {slots}, {who} would have more than {most} without a pause.",
            "若安排在{slots}，{who}连续会面将超过{most}。",
        ),
        "explain.why.walk": (
            "In {slots}, {who} would not have the time to walk between the zones.",
            "若安排在{slots}，{who}来不及往返于不同区域。",
        ),
        "explain.why.order": (
            "In {slots} it would break the order with {others}.",
            "若安排在{slots}，将违反与{others}的先后次序。",
        ),
        "explain.why.price.worse": (
            "{places} is worth {price} to others in a best timetable, and this request brings {weight}.",
            "{places}在最优方案中对其他会面的价值为{price}，而此申请的权重只有{weight}。",
        ),
        "explain.why.price.equal": (
            "{places} is worth {price} to others in a best timetable; this request brings {weight}, no more.",
            "{places}在最优方案中对其他会面的价值为{price}，此申请的权重为{weight}，并不更高。",
        ),
        "explain.price.place": ("A place with {who}", "{who}的会面名额"),
        "explain.price.table": ("a table", "一张桌子"),
        "explain.why.weight": (
            "No timetable holds more weight: it could only replace others worth as much or more.",
            "已证明现有时间表的总权重最高：此申请只能取代权重相同或更高的会面。",
        ),
        "explain.why.weight.floor": (
            (
                "No timetable holds more weight with as few meetings missing to the floors: it could only "
                "replace others worth as much or more, or needed by somebody with few."
            ),
            "已证明在未达下限的会面数不增加时，现有时间表的总权重最高：此申请只能取代权重相同或更高、或他人达到下限所需的会面。",
        ),
        "explain.why.fairness": (
            "In {slots} it would make breaks more uneven than the rule of fairness allows.",
            "若安排在{slots}，各方空档次数之差将超出公平规则的限度。",
        ),
        "explain.why.moved": (
            "In {slots} more of the earlier meetings would be moved than is allowed.",
            "若安排在{slots}，改动的原有会面将超过允许的数目。",
        ),
        "explain.why.open": (
            "Nothing forbids it in {slots}; it was left out of this timetable.",
            "{slots}没有任何妨碍，只是现有时间表未予安排。",
        ),
        "explain.why.weightless": (
            "Nothing forbids it in {slots}; it was left out because it has no weight.",
            "{slots}没有任何妨碍；因其权重为零而未予安排。",
        ),
        "explain.why.conflict": (
            "There is no timetable that holds every request that has to be held. {conflict}",
            "不存在能满足全部必办申请的时间表。{conflict}",
        ),
        "explain.why.infeasible": (
            "It is proved that not every request that has to be held can be.",
            "已证明必办申请无法全部安排。",
        ),
        "explain.why.unfound": (
            "No timetable was found in the time, so nothing is held.",
            "限定时间内未找到时间表，因此没有安排任何会面。",
        ),
        # meetings in the way
        "explain.meetings.one": ("{count} meeting", "{count}场会面"),
        "explain.meetings.many": ("{count} meetings", "{count}场会面"),
        "explain.another": ("another request", "另一项申请"),
        "explain.more": ("{count} more", "另外{count}项"),
        # changes
        "explain.edit.free": ("{who} available in slot {slot}", "{who}在时段{slot}有空"),
        "explain.edit.window": ("slot {slot} permitted for it", "允许将其安排在时段{slot}"),
        "explain.edit.table": ("one more table in slot {slot}", "时段{slot}增加一张桌子"),
        "explain.edit.run": (
            "one more meeting without a pause allowed to {who}",
            "{who}的连续会面上限增加一场",
        ),
        "explain.edit.day": ("one more meeting a day allowed to {who}", "{who}的每日会面上限增加一场"),
        "explain.edit.meetings": ("one more meeting allowed to {who}", "{who}的会面上限增加一场"),
        "explain.edit.order": (
            "{later} no longer bound to follow {earlier}",
            "不再要求{later}排在{earlier}之后",
        ),
        "explain.edit.give-up": ("{request} given up", "放弃{request}"),
        "explain.edits": ("{first} and {rest}", "{first}，并且{rest}"),
        "explain.list": ("{first}; {rest}", "{first}；{rest}"),
        "explain.change": (
            "With {edits}, it can be held in slot {slot}.",
            "如果{edits}，即可安排在时段{slot}。",
        ),
        "explain.change.moves": (
            "With {edits}, it can be held in slot {slot}, and {moves} would move.",
            "如果{edits}，即可安排在时段{slot}，同时需调整另外{moves}。",
        ),
        "explain.change.none": (
            "It can be held in slot {slot} with nothing else changed.",
            "无需其他变动即可安排在时段{slot}。",
        ),
        "explain.change.none.moves": (
            "It can be held in slot {slot} by moving {moves}.",
            "调整另外{moves}后即可安排在时段{slot}。",
        ),
        "explain.others.one": ("{count} other meeting", "{count}场会面"),
        "explain.others.many": ("{count} other meetings", "{count}场会面"),
        "explain.none.proved": (
            f"No single change is enough. Tried: {_TRIED[0]}, one meeting given up that is not better.",
            f"任何单项调整都不足以安排此会面。已逐一尝试：{_TRIED[1]}、放弃一场权重不更高的会面。",
        ),
        "explain.none.seen": (
            f"No single change is enough. Tried: {_TRIED[0]}, one meeting given up that you may see.",
            f"任何单项调整都不足以安排此会面。已逐一尝试：{_TRIED[1]}、放弃一场您有权查看且权重不更高的会面。",
        ),
        "explain.none.found": (
            "No single change was found that is enough; not everything could be tried.",
            "未找到足以安排此会面的单项调整；未能穷尽所有可能。",
        ),
        # shares
        "explain.share": (
            "{held} of {wanted} wishes, weight {weight} of the {best} that could be had for you alone.",
            "{wanted}项意愿中已安排{held}项，权重{weight}；若只考虑您一方，最高可达{best}。",
        ),
        "explain.share.most": (
            "{held} of {wanted} wishes, weight {weight} of at most {best} that could be had for you alone.",
            "{wanted}项意愿中已安排{held}项，权重{weight}；若只考虑您一方，最高不超过{best}。",
        ),
        "explain.share.floor": ("{share} {floor}", "{share}{floor}"),
        "explain.floor.met": ("The floor of {floor} is met.", "已达到会面下限{floor}场。"),
        "explain.floor.below": (
            "That is {missing} below the floor of {floor}.",
            "距会面下限{floor}场还差{missing}场。",
        ),
        "explain.spread": (
            "Of their best alone, {count} got {least} to {most}; quartiles {lower}, {median}, {upper}.",
            "{count}位参加者所得占其单独可得的{least}至{most}；四分位数为{lower}、{median}、{upper}。",
        ),
        "explain.nothing": (
            "{who} got none of {wanted} wishes: {causes}.",
            "{who}的{wanted}项意愿均未获安排：{causes}。",
        ),
        "explain.nothing.cause": ("{cause} ({count})", "{cause}（{count}项）"),
        "explain.cause.never": ("never available together", "没有共同空闲时段"),
        "explain.cause.common": ("few common slots", "共同空闲时段很少"),
        "explain.cause.session": ("nobody available in the session", "场次内没有共同空闲时段"),
        "explain.cause.allowed": ("nobody available in the permitted slots", "允许的时段内没有共同空闲"),
        "explain.cause.no-table": ("no tables in the common slots", "共同空闲时段没有桌子"),
        "explain.cause.cap": ("the limit of meetings is reached", "会面数已达上限"),
        "explain.cause.busy": ("taken by other meetings", "已有其他会面"),
        "explain.cause.tables": ("tables are full", "桌子已满"),
        "explain.cause.day": ("the limit of the day is reached", "已达每日上限"),
        "explain.cause.run": ("too many meetings without a pause", "连续会面过多"),
        "explain.cause.walk": ("no time for the way", "路上时间不够"),
        "explain.cause.order": ("out of order", "不合先后次序"),
        "explain.cause.price": ("worth more to others", "对其他会面价值更高"),
        "explain.cause.weight": ("the total weight would fall", "总权重会降低"),
        "explain.cause.fairness": ("uneven breaks", "空档不均"),
        "explain.cause.moved": ("too many earlier meetings moved", "改动的原有会面过多"),
        "explain.cause.open": ("nothing forbids it", "没有妨碍"),
        "explain.cause.conflict": ("there is no timetable", "不存在时间表"),
        "explain.cause.unfound": ("no timetable was found", "未找到时间表"),
    }
)

_RATED = {
    "mandatory": ("mandatory", "必办"),
    "better": ("better-rated", "评分更高"),
    "equal": ("equally rated", "评分相同"),
    "lesser": ("lower-rated", "评分较低"),
}

for _code, (_en, _zh) in _RATED.items():
    say(
        {
            f"explain.rivals.{_code}.named": (f"{{names}} ({_en})", f"{{names}}（{_zh}）"),
            f"explain.rivals.{_code}.one": (f"one {_en} wish", f"1项{_zh}的意愿"),
            f"explain.rivals.{_code}.many": (f"{{count}} {_en} wishes", f"{{count}}项{_zh}的意愿"),
        }
    )


def tell_slots(mask: int) -> Sentence:
    """The slots of a mask in words, neighbours as a range.

    >>> tell_slots(0b10111).text("en")
    'slots 0–2 and 4'
    """
    spans: list[list[int]] = []
    for slot in slots_of(mask):
        if spans and slot == spans[-1][1] + 1:
            spans[-1][1] = slot
        else:
            spans.append([slot, slot])
    told = [str(first) if first == last else f"{first}–{last}" for first, last in spans]
    code = "none" if not mask else "one" if mask.bit_count() == 1 else "many"
    return Sentence(f"explain.slot.{code}", {"slots": told})


def tell_count(noun: str, count: int) -> Sentence:
    """A number and its noun: ``meetings`` or ``others``.

    >>> tell_count("meetings", 1).text("en")
    '1 meeting'
    """
    return Sentence(f"explain.{noun}.{'one' if count == 1 else 'many'}", {"count": count})


def join(code: str, told: Sequence[Sentence]) -> Sentence:
    """Clauses as one: ``explain.edits`` or ``explain.list``.

    >>> join("explain.list", [tell_slots(1), tell_slots(2)]).text("en")
    'slot 0; slot 1'
    """
    first, *rest = told
    return Sentence(code, {"first": first, "rest": join(code, rest)}) if rest else first
