"""The sentences of faults: what is wrong, and the remedy."""

from qiao.engines.shape.words import say

say(
    {
        "fault.not-finite": (
            "The weight is no finite number. Give a number of at least 0.",
            "权重不是有限的数。请填写不小于0的数。",
        ),
        "fault.decimals": (
            "The weight {value} has more than six decimals. Round it to six.",
            "权重{value}的小数超过六位。请四舍五入到六位。",
        ),
        # slots, days, sessions, capacity
        "fault.no-slot": (
            "There is no slot {slot}. Give a slot from 0 to {last}.",
            "没有时段{slot}。请填写0至{last}之间的时段。",
        ),
        "fault.no-slots": (
            "There is no slot {slot}: the instance has no slots. Set the number of slots.",
            "没有时段{slot}：本实例没有任何时段。请设定时段数。",
        ),
        "fault.day-pair": (
            "A day is two slots, the first and the last one. Write it as [first, last].",
            "每天由两个时段表示，即首个和末个时段。请写成[首个, 末个]。",
        ),
        "fault.day-backwards": (
            "The day ends with slot {last}, before it begins with slot {first}. Exchange the two.",
            "该日止于时段{last}，早于起始的时段{first}。请将两者对调。",
        ),
        "fault.day-overlap": (
            "The day before lasts until slot {last}, this one begins with {first}. Let none of them overlap.",
            "该日始于时段{first}，而前一日止于时段{last}。请按先后排列各日，且互不重叠。",
        ),
        "fault.capacity-length": (
            "The capacity has {found} numbers for {slots} slots. Give one number for each slot.",
            "容量有{found}个数，而时段有{slots}个。请为每个时段填写一个数。",
        ),
        # participants
        "fault.side-missing": (
            "{id} has no side, but the two of each meeting must be on different sides. Give the side.",
            "{id}未注明所属方，而每场会面的双方须分属不同方。请注明所属方。",
        ),
        "fault.floor-own": (
            "The floor of {floor} is above max_meetings, which is {cap}. Lower the one or raise the other.",
            "会面下限{floor}高于会面上限{cap}。请调低下限或调高上限。",
        ),
        "fault.floor-general": (
            (
                "{floor} is above max_meetings of {count} participants, the lowest being {cap} ({id}). Lower "
                "it to {cap}, or give them min_meetings of their own."
            ),
            "{floor}高于{count}名参加者的会面上限，其中最低为{cap}（{id}）。请调低至{cap}，或为这些参加者单独填写min_meetings。",
        ),
        # requests
        "fault.no-participant": (
            "There is no participant {id}. {near}",
            "没有参加者{id}。{near}",
        ),
        "fault.no-request": ("There is no request {id}. {near}", "没有会面申请{id}。{near}"),
        "fault.no-session": ("There is no session {id}. {near}", "没有名为{id}的场次。{near}"),
        "fault.oneself": (
            "{id} cannot meet itself. Name two different participants.",
            "{id}不能与自己会面。请填写两名不同的参加者。",
        ),
        "fault.same-side": (
            "{a} and {b} are both on side {side}. Name participants of two different sides.",
            "{a}和{b}同属{side}，而本实例要求会面双方分属不同方。请填写分属两方的参加者。",
        ),
        "fault.fixed-unavailable": (
            "The meeting is fixed to slot {slot}, when {id} is unavailable. Change one of the two.",
            "该会面固定在时段{slot}，但{id}此时无空。请更改其中一项。",
        ),
        "fault.fixed-session": (
            "The meeting is fixed to slot {slot}, which is not in session {session}. Change one of the two.",
            "该会面固定在时段{slot}，但该时段不属于场次{session}。请更改其中一项。",
        ),
        "fault.fixed-allowed": (
            "The meeting is fixed to slot {slot}, not among its allowed slots. Change one of the two.",
            "该会面固定在时段{slot}，但该时段不在其允许的时段之内。请更改其中一项。",
        ),
        "fault.fixed-no-day": (
            "The meeting is fixed to slot {slot}, which lies in none of the days. Choose a slot of a day.",
            "该会面固定在时段{slot}，但该时段不属于任何一天。请选择某一天内的时段。",
        ),
        "fault.after-itself": (
            "{id} cannot come after itself. Take it out.",
            "{id}不能排在自身之后。请将其删去。",
        ),
        "fault.after-cycle": (
            "{ids} each wait for the next one, and the last for the first. Take one of these orders out.",
            "{ids}依次互为先后，形成循环。请删去其中一项先后要求。",
        ),
        # travel and the released timetable
        "fault.travel-key": (
            "{value} does not name two zones. Write A|B, with zone names without the sign |.",
            "{value}未写明两个区域。请写成A|B，且区域名称中不含符号|。",
        ),
        "fault.travel-differs": (
            "From {a} to {b} it takes {one} slots, but {other} the other way. Give one number for both.",
            "从{a}到{b}需{one}个时段，反向却为{other}个时段。请为两个方向填写同一个数。",
        ),
        "fault.no-previous": (
            "A limit of moved meetings needs the earlier timetable. Give it as previous.",
            "限制改期会面数时须有原时间表。请在previous中填写。",
        ),
    }
)
