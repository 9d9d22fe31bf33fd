"""The sentences of the check."""

from qiao.engines.shape.words import say

say(
    {
        # rules
        "check.unknown-request": (
            "The timetable holds {request}, which the instance does not know.",
            "时间表中有会面{request}，而实例中没有该会面申请。",
        ),
        "check.no-slot": (
            "{request} lies in slot {slot}, which there is not.",
            "{request}排在时段{slot}，但没有该时段。",
        ),
        "check.no-day": (
            "{request} lies in slot {slot}, which belongs to no day.",
            "{request}排在时段{slot}，但该时段不属于任何一天。",
        ),
        "check.unavailable": (
            "{participant} is unavailable in slot {slot}, in which {request} lies.",
            "{participant}在时段{slot}无空，而{request}排在该时段。",
        ),
        "check.session": (
            "{request} lies in slot {slot}, outside its session {session}.",
            "{request}排在时段{slot}，不在其场次{session}之内。",
        ),
        "check.allowed": (
            "{request} lies in slot {slot}, which is not among its allowed slots.",
            "{request}排在时段{slot}，不在其允许的时段之内。",
        ),
        "check.fixed": (
            "{request} lies in slot {slot} and is fixed to slot {fixed}.",
            "{request}排在时段{slot}，但固定的时段是{fixed}。",
        ),
        "check.twice-in-slot": (
            "{participant} is in {requests} at once, in slot {slot}.",
            "{participant}在时段{slot}同时参加{requests}。",
        ),
        "check.full": (
            "Slot {slot} has {held} meetings and {tables} tables.",
            "时段{slot}有{held}场会面，而桌位只有{tables}个。",
        ),
        "check.max-meetings": (
            "{participant} has {held} meetings, more than {most}.",
            "{participant}有{held}场会面，超过上限{most}。",
        ),
        "check.max-per-day": (
            "{participant} has {held} meetings on one day (slots {first} to {last}), more than {most}.",
            "{participant}在一天内（时段{first}至{last}）有{held}场会面，超过上限{most}。",
        ),
        "check.max-run": (
            "{participant} has {held} meetings without a pause from slot {first}, more than {most}.",
            "{participant}从时段{first}起连续{held}场会面，超过上限{most}。",
        ),
        "check.travel": (
            "{participant} has {free} free slots between {requests} and needs {needed} for the way.",
            "{participant}在{requests}之间有{free}个空闲时段，而路程需要{needed}个。",
        ),
        "check.after": (
            "{request} (slot {slot}) does not come after {earlier} (slot {other}).",
            "{request}（时段{slot}）没有排在{earlier}（时段{other}）之后。",
        ),
        "check.no-table": (
            "{request} is at table {table}, which slot {slot} does not have.",
            "{request}排在{table}号桌，但时段{slot}没有该桌。",
        ),
        "check.table-twice": (
            "{requests} are at table {table} at once, in slot {slot}.",
            "{requests}在时段{slot}同时使用{table}号桌。",
        ),
        "check.sides": (
            "{request} joins {participants}, who are not on different sides.",
            "{request}的双方{participants}不属于不同方。",
        ),
        "check.not-held": ("{request} has to be held and is not.", "{request}必须安排，但未安排。"),
        "check.fairness": (
            "{most} has {many} breaks and {least} has {few}: they may differ by {limit}.",
            "{most}有{many}次间断，{least}有{few}次：两者之差不得超过{limit}。",
        ),
        "check.max-moved": (
            "{moved} meetings are moved, more than {limit}.",
            "改期的会面有{moved}场，超过上限{limit}。",
        ),
        # claims
        "check.counted": ("{name}: {value}, as said.", "{name}：{value}，与所述一致。"),
        "check.miscounted": ("{name}: {value}, not {said}.", "{name}：{value}，而非所述的{said}。"),
        "check.no-previous": (
            "The {name} were not judged: the earlier timetable is not given.",
            "{name}未予核对：未给出原时间表。",
        ),
        "check.other-instance": (
            "The result is of {said}, the instance is {value}.",
            "结果属于{said}，而实例是{value}。",
        ),
        "check.proved": ("The bound {said} of {name} is proved.", "{name}的界{said}已得到证明。"),
        "check.unproved": (
            "The bound {said} of {name} is not proved by the certificate.",
            "{name}的界{said}未能由证书证明。",
        ),
        "check.beaten": (
            "The bound {said} of {name} is wrong: this timetable has {value}.",
            "{name}的界{said}有误：此时间表已达{value}。",
        ),
        "check.optimal": ("The timetable is the best there is.", "此时间表为最优。"),
        "check.optimal-open": (
            "That the timetable is the best is said but not proved by the certificate.",
            "所述的最优未能由证书证明。",
        ),
        "check.optimal-wrong": (
            "The timetable is called the best, but its {name} is {value} and the bound is {said}.",
            "此时间表称为最优，但其{name}为{value}，而界为{said}。",
        ),
        "check.infeasible": (
            "No timetable can hold what the conflict names, and without any one of it one can.",
            "冲突所列的会面无法同时安排；去掉其中任何一项即可安排。",
        ),
        "check.infeasible-not-smallest": (
            "No timetable can hold what the conflict names. That all of it is needed was not shown.",
            "冲突所列的会面无法同时安排，但未能证明其中每一项都不可少。",
        ),
        "check.infeasible-larger": (
            "No timetable can hold what the conflict names, but less of it would do: it is not the smallest.",
            "冲突所列的会面无法同时安排，但其中有多余的项：该冲突并非最小。",
        ),
        "check.infeasible-open": (
            "That there is no timetable is said but was not proved here.",
            "所述的“无可行时间表”在此未予证明。",
        ),
        "check.infeasible-wrong": (
            "The conflict names what a timetable can hold.",
            "冲突所列的会面可以同时安排。",
        ),
        "check.infeasible-held": (
            "The instance is called infeasible, but a timetable is given.",
            "实例称为不可行，但给出了时间表。",
        ),
        "check.weight": ("weight", "权重"),
        "check.breaks": ("breaks", "间断数"),
        "check.waits": ("waits", "等待数"),
        "check.idle": ("idle slots", "空闲时段数"),
        "check.shortfall": ("shortfall", "未达下限的会面数"),
        "check.moved": ("moved meetings", "改期的会面数"),
        "check.dropped": ("dropped meetings", "取消的会面数"),
        "check.added": ("added meetings", "新增的会面数"),
    }
)
