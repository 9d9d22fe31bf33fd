"""The sentences of the check."""

from qiao.engines.shape.words import say

say(
    {
        # rules
        "match.unknown-applicant": (
            "The result places {applicant}, whom the round does not know.",
            "结果中有{applicant}，而本轮次没有该申请人。",
        ),
        "match.unknown-programme": (
            "{applicant} is placed in {programme}, which the round does not know.",
            "{applicant}被安排到{programme}，而本轮次没有该项目。",
        ),
        "match.not-listed": (
            "{applicant} is placed in {programme}, which the applicant did not list.",
            "{applicant}被安排到{programme}，但该申请人未填报此项目。",
        ),
        "match.not-ranked": (
            "{applicant} is placed in {programme}, which did not rank the applicant.",
            "{applicant}被安排到{programme}，但该项目未将其列入排序。",
        ),
        "match.pair-not-listed": (
            "The pair {couple} is placed in {first} and {second}, which is none of its choices.",
            "{couple}被安排到{first}和{second}，但这不是该对申请人的志愿。",
        ),
        "match.nowhere": ("no place", "无名额"),
        "match.overfull": (
            "{programme} holds {held} applicants and has {capacity} places.",
            "{programme}录取{held}人，而名额只有{capacity}个。",
        ),
        "match.supervisor-overfull": (
            "{supervisor} has {held} applicants and takes {capacity}.",
            "导师{supervisor}名下有{held}人，而上限为{capacity}人。",
        ),
        "match.region-overfull": (
            "The programmes of {region} hold {held} applicants together; the cap is {cap}.",
            "{region}各项目合计录取{held}人，而上限为{cap}人。",
        ),
        "match.type-overfull": (
            "{programme} holds {held} applicants of type {type}; at most {cap} may be.",
            "{programme}录取{type}类申请人{held}名，而上限为{cap}名。",
        ),
        "match.below-minimum": (
            "{id} holds {held} applicants, below its lower quota of {least}.",
            "{id}录取{held}人，低于最低名额{least}。",
        ),
        # what blocks
        "match.block-room": (
            "{applicant} prefers {programme} to {place}, and {programme} has a free place.",
            "{applicant}更愿去{programme}（现为{place}），而{programme}尚有名额。",
        ),
        "match.block-rank": (
            "{applicant} prefers {programme} to {place}, and {programme} ranks {applicant} above {other}.",
            "{applicant}更愿去{programme}（现为{place}），而{programme}将{applicant}排在{other}之前。",
        ),
        "match.block-choice": (
            (
                "{applicant} prefers {programme} to {place}, and by its rules {programme} would take "
                "{applicant}."
            ),
            "{applicant}更愿去{programme}（现为{place}），而按{programme}的规则会录取{applicant}。",
        ),
        "match.block-supervisor": (
            (
                "{applicant} prefers {programme} to {place}; the programme has a free place and {supervisor} "
                "would take {applicant}."
            ),
            "{applicant}更愿去{programme}（现为{place}）；该项目尚有名额，且导师{supervisor}愿意接收{applicant}。",
        ),
        "match.block-pair": (
            "The pair {couple} prefers {first} and {second} to {place}, and would be taken.",
            "{couple}更愿去{first}和{second}（现为{place}），且会被录取。",
        ),
        "match.block-opening": (
            "{applicants} all prefer {programme}, which is closed and opens with {least}.",
            "{applicants}均更愿去{programme}；该项目现已关闭，满{least}人即可开设。",
        ),
        "match.block-weak": (
            "{applicant} and {programme} would lose nothing by each other, and {gain}.",
            "{applicant}与{programme}相互选择均无损失，且{gain}。",
        ),
        "match.gain-applicant": ("{applicant} would gain", "{applicant}会更满意"),
        "match.gain-programme": ("{programme} would gain", "{programme}会更满意"),
        "match.gain-nobody": ("nobody would gain", "双方均无所得"),
        # claims
        "match.size": (
            "{size} of {people} applicants have a place.",
            "{people}名申请人中{size}人获得名额。",
        ),
        "match.size-proved": (
            "No stable matching places more than {bound}: this is proved.",
            "任何稳定匹配至多安排{bound}人：此上界已得到证明。",
        ),
        "match.size-open": (
            "That no stable matching places more than {bound} is said but not proved by the certificate.",
            "所述“任何稳定匹配至多安排{bound}人”未能由证书证明。",
        ),
        "match.size-wrong": (
            "The bound {bound} is wrong: this stable matching places {size}.",
            "所述上界{bound}有误：此稳定匹配已安排{size}人。",
        ),
        "match.side-proved": (
            "It is the best of all stable matchings for {side}.",
            "这是所有稳定匹配中对{side}最有利的一个。",
        ),
        "match.side-wrong": (
            "It is not the best stable matching for {side}: {id} could have {programme}.",
            "这不是对{side}最有利的稳定匹配：{id}可以得到{programme}。",
        ),
        "match.side-open": (
            "That it is the best stable matching for {side} was not proved here.",
            "所述“对{side}最有利”在此未予证明。",
        ),
        "match.side-applicants": ("applicants", "申请人"),
        "match.side-programmes": ("programmes", "项目"),
        "match.cutoffs-right": ("The cut-offs are those of this matching.", "录取线与此匹配一致。"),
        "match.cutoffs-wrong": (
            "The cut-off of {programme} is {value}, not {said}.",
            "{programme}的录取线为{value}，而非{said}。",
        ),
        "match.shortfalls-right": ("The shortfalls are as said.", "未达最低名额的情况与所述一致。"),
        "match.shortfalls-wrong": (
            "The shortfall of {id} is {value}, not {said}.",
            "{id}未达最低名额的缺额为{value}，而非{said}。",
        ),
        "match.none-open": (
            "That no stable matching exists is said but was not proved here.",
            "所述“不存在稳定匹配”在此未予证明。",
        ),
        "match.none-wrong": (
            "It is said that no stable matching exists, but this one is stable.",
            "所述“不存在稳定匹配”有误：此匹配即为稳定匹配。",
        ),
        "match.other-instance": (
            "The result is of {said}, the round is {value}.",
            "结果属于{said}，而本轮次是{value}。",
        ),
    }
)
