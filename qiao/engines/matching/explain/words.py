"""The sentences of explanations."""

from qiao.engines.shape.words import say

say(
    {
        "why.first": (
            "{place} is your first choice.",
            "{place}是您的第一志愿。",
        ),
        "why.placed": (
            "You have {place}, number {number} on your list.",
            "您获得{place}，即您名单上的第{number}志愿。",
        ),
        "why.unplaced": ("You have no place.", "您未获得名额。"),
        "why.empty": ("Your list is empty.", "您的名单为空。"),
        "why.not-ranked": (
            "{programme} did not rank you.",
            "{programme}未将您列入排序。",
        ),
        "why.no-places": (
            "{programme} has no places.",
            "{programme}没有名额。",
        ),
        "why.higher": (
            (
                "The {places} places of {programme} went to applicants it ranked higher; you were number "
                "{position}."
            ),
            "{programme}的{places}个名额录取了排序更靠前的申请人；您排在第{position}位。",
        ),
        "why.higher-one": (
            "The place of {programme} went to an applicant it ranked higher; you were number {position}.",
            "{programme}的唯一名额录取了排序更靠前的申请人；您排在第{position}位。",
        ),
        "why.tied": (
            (
                "{programme} ranked you level with applicants for whom its last places were enough; the tie "
                "was broken by the rule that the round published. You were number {position}."
            ),
            "{programme}将您与其他申请人并列，而剩余名额不足以全部录取；并列按本轮次公布的规则处理。您排在第{position}位。",
        ),
        "why.supervisor": (
            (
                "{supervisor}, who supervises {programme}, took {places} applicants, all of them ranked as "
                "high as you or higher; you were number {position}."
            ),
            "{programme}的导师{supervisor}接收了{places}名申请人，其排序均不低于您；您排在第{position}位。",
        ),
        "why.reserved": (
            (
                "By its rules {programme} filled {reserved} places with applicants for whom they are "
                "reserved, and the others with applicants it ranked higher; you were number {position}."
            ),
            "{programme}按规则将{reserved}个名额录取预留对象，其余名额录取排序更靠前的申请人；您排在第{position}位。",
        ),
        "why.capped": (
            "{programme} takes at most {cap} applicants of your group, and ranked those higher.",
            "{programme}对您所属类别至多录取{cap}人，且所录取者排序更靠前。",
        ),
        "why.region": (
            "The programmes of {region} take {cap} applicants together, and these places were gone.",
            "{region}各项目合计录取{cap}人，名额已满。",
        ),
        "why.closed": (
            "{programme} did not open: it opens with {least} applicants.",
            "{programme}未开设：满{least}人方可开设。",
        ),
        "why.pair": (
            "For {first} and {second}: {reasons}",
            "关于{first}与{second}的组合：{reasons}",
        ),
        "why.pair-no": (
            "{programme} could not take the other one of you.",
            "{programme}未能录取你们中的另一方。",
        ),
        "why.nearest": (
            "No stable matching was found; this one leaves you a reason to ask {programme}.",
            "未找到稳定匹配；在此匹配中，您仍有理由联系{programme}。",
        ),
        "why.both": ("{a} {b}", "{a}{b}"),
    }
)
