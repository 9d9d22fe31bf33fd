"""The sentences of faults: what is wrong, and the remedy."""

from qiao.engines.shape.words import say

say(
    {
        "fault.no-programme": ("There is no programme {id}. {near}", "没有项目{id}。{near}"),
        "fault.no-applicant": ("There is no applicant {id}. {near}", "没有申请人{id}。{near}"),
        "fault.no-supervisor": ("There is no supervisor {id}. {near}", "没有导师{id}。{near}"),
        "fault.no-region": ("There is no region {id}. {near}", "没有地区{id}。{near}"),
        "fault.listed-twice": (
            "{id} stands in this list twice. Leave it in one place.",
            "{id}在此名单中重复出现。请只保留一处。",
        ),
        "fault.empty-tie": (
            "This tie names nobody. Take it out.",
            "此并列项为空。请将其删去。",
        ),
        "fault.min-above": (
            "The lower quota {least} is above the capacity {most}. Lower the one or raise the other.",
            "最低名额{least}高于容量{most}。请调低最低名额或调高容量。",
        ),
        "fault.reserves-above": (
            "The reserved places are {total} and the capacity is {most}. Reserve fewer places.",
            "预留名额共{total}个，而容量为{most}。请减少预留名额。",
        ),
        "fault.reserve-above-cap": (
            "{total} places are reserved for {type}, but at most {most} may be of it. Change one of the two.",
            "为{type}预留{total}个名额，但其上限为{most}。请更改其中一项。",
        ),
        "fault.ranked-twice": (
            "The supervisor {id} ranks for this programme. Leave out its own list, or the supervisor.",
            "此项目由导师{id}排序。请删去其自身名单，或删去导师。",
        ),
        "fault.couple-self": (
            "A pair is two different applicants. Name the other one.",
            "一对申请人须为两个不同的人。请填写另一人。",
        ),
        "fault.couples-overlap": (
            "{id} is in the pair {other} already. Leave the applicant in one pair.",
            "{id}已属于{other}。每名申请人只能属于一对。",
        ),
        "fault.couple-member-list": (
            "{id} is one of a pair, whose list it is. Leave out the list of the applicant.",
            "{id}属于一对申请人，以该对的名单为准。请删去其个人名单。",
        ),
        "fault.pair-nowhere": (
            "This choice places neither of the two. Take it out.",
            "此志愿未安排任何一人。请将其删去。",
        ),
        "fault.pair-twice": (
            "This choice stands in the list twice. Leave it in one place.",
            "此志愿在名单中重复出现。请只保留一处。",
        ),
        "fault.reverts-itself": (
            "Places cannot revert to where they are. Name another programme.",
            "剩余名额不能转给项目自身。请填写另一项目。",
        ),
        "fault.reverts-cycle": (
            "The places of {ids} revert in a circle. Take one of these out.",
            "{ids}的剩余名额互相转给，形成循环。请删去其中一项。",
        ),
        "fault.not-together": (
            "A round cannot have both {one} and {other}: no rule says what is stable then. Use two rounds.",
            "同一轮次不能同时含有{one}和{other}：没有规则规定此时何为稳定。请分为两个轮次。",
        ),
        "fault.a-couples": ("pairs", "成对申请"),
        "fault.a-supervisors": ("supervisors", "导师"),
        "fault.a-types": ("reserved or capped places", "预留或限额名额"),
        "fault.a-regions": ("regional caps", "地区上限"),
        "fault.a-closing": ("programmes that close below their lower quota", "低于最低名额即关闭的项目"),
        "fault.a-supervisor-min": ("lower quotas of supervisors", "导师的最低名额"),
    }
)
