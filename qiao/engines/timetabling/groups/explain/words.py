"""The sentences of explanations."""

from qiao.engines.shape.words import say

say(
    {
        "groups.why.unavailable": (
            "{guest} is not available during {group}.",
            "{guest}在{group}期间不可用。",
        ),
        "groups.why.meeting": (
            "{guest} has a meeting in {slots} during {group}.",
            "{guest}在{group}期间有会谈（时段{slots}）。",
        ),
        "groups.why.language": (
            "{guest} understands no language of {group}, and nobody interprets.",
            "{guest}不懂{group}使用的任何语言，且现场没有口译。",
        ),
        "groups.why.need": (
            "{group} does not provide what {guest} needs.",
            "{group}无法满足{guest}的特殊需求。",
        ),
        "groups.why.access": ("{destination} is closed to {guest}.", "{guest}不得进入{destination}。"),
        "groups.why.forbidden": ("{guest} must not be in {group}.", "{guest}不得参加{group}。"),
        "groups.why.full": (
            "{group} is full: its places are held by {names}, who wish for it as much or more.",
            "{group}已满：名额已由{names}获得，其意愿不低于该参访人员。",
        ),
        "groups.why.full_hidden": (
            "{group} is full: people who wish for it as much or more hold {number} of its places.",
            "{group}已满：其中{number}个名额已由意愿不低于该参访人员的人获得。",
        ),
        "groups.why.full_some": (
            "{group} is full: its places are held by {names}, and {number} by others, who wish it no less.",
            "{group}已满：名额已由{names}及另外{number}人获得，其意愿不低于该参访人员。",
        ),
        "groups.why.full_for_others": (
            "{group} is full with people whom an earlier aim keeps there.",
            "{group}已满，其成员因更优先的目标而留在该组。",
        ),
        "groups.why.pinned": (
            "{guest} is pinned to {other}, which excludes {group}.",
            "{guest}固定在{other}，因此不能参加{group}。",
        ),
        "groups.why.cancelled": (
            "{group} does not take place: it needs {least} people.",
            "{group}未成行：至少需要{least}人。",
        ),
        "groups.why.needed": (
            "{other} would fall below its {least} people without {guest}.",
            "若{guest}离开，{other}将不足{least}人。",
        ),
        "groups.why.visits": (
            "{guest} would lose a visit: {group} excludes {others}.",
            "{guest}将减少一次参观：{group}与{others}互斥。",
        ),
        "groups.why.tier": (
            "With {guest} in {group}, {tier} would go from {now} to {then}.",
            "若{guest}参加{group}，“{tier}”将由{now}变为{then}。",
        ),
        "groups.why.absent": ("No group visits {destination}.", "没有参观{destination}的组。"),
        "groups.why.equal": (
            "No aim of the plan prefers {guest} in {group}.",
            "方案的各项目标均不优先考虑{guest}参加{group}。",
        ),
        "groups.why.rules": (
            "With {guest} in {group}, another rule would be broken.",
            "若{guest}参加{group}，将违反其他规则。",
        ),
        "groups.why.open": (
            "Nothing keeps {guest} out of {group}: the plan is not proved best.",
            "{guest}参加{group}并无障碍：该方案尚未证明为最优。",
        ),
        "groups.change.place": (
            "With one more place in {group}, {guest} gets {destination}.",
            "若{group}增加一个名额，{guest}即可参观{destination}。",
        ),
        "groups.change.interpreter": (
            "With an interpreter in {group}, {guest} gets {destination}.",
            "若{group}配备口译，{guest}即可参观{destination}。",
        ),
        "groups.change.meeting": (
            "Without the meeting in {slots}, {guest} gets {destination} in {group}.",
            "若取消时段{slots}的会谈，{guest}即可随{group}参观{destination}。",
        ),
        "groups.change.unavailable": (
            "If {guest} is available in {slots}, {group} to {destination} is possible.",
            "若{guest}在时段{slots}有空，即可随{group}参观{destination}。",
        ),
        "groups.change.need": (
            "If {group} provides {needs}, {guest} gets {destination}.",
            "若{group}可提供{needs}，{guest}即可参观{destination}。",
        ),
        "groups.change.access": (
            "With access to {destination}, {guest} can be in {group}.",
            "若获准进入{destination}，{guest}即可参加{group}。",
        ),
        "groups.change.forbidden": (
            "If {group} is no longer forbidden, {guest} gets {destination}.",
            "若不再禁止参加{group}，{guest}即可参观{destination}。",
        ),
        "groups.change.pin": (
            "Pinned to {group}, {guest} gets {destination}; {costs}.",
            "若将{guest}固定在{group}，即可参观{destination}；{costs}。",
        ),
        "groups.change.cost": ("{tier} goes from {now} to {then}", "“{tier}”由{now}变为{then}"),
    }
)
