"""The sheets that say what parties can and want: when they are free, and whom they wish to meet."""

from qiao.rooms.meetings.workbook.headings import Column, SheetPlan

AVAILABILITY = SheetPlan(
    "availability",
    "可洽谈时间",
    (
        Column(
            "party",
            "Organisation or place",
            "单位或场地",
            "Code or name.",
            "代码或名称。",
            True,
            ("organisation", "organization", "place", "party", "单位", "场地"),
        ),
        Column("date", "Date", "日期", "Empty is every day.", "不填则为每一天。"),
        Column(
            "start",
            "Start",
            "开始",
            "Empty is from the morning on.",
            "不填则自当日起始。",
            also=("开始时间", "from"),
        ),
        Column(
            "end", "End", "结束", "Empty is until the evening.", "不填则至当日结束。", also=("结束时间", "to")
        ),
        Column(
            "free",
            "Available",
            "是否可洽谈",
            "yes or no. With a yes somewhere, only what is yes counts.",
            "是或否。只要有一行为“是”，即仅在标为“是”的时间可洽谈。",
            True,
            ("free", "可洽谈"),
        ),
    ),
    is_needed=False,
    also=("空闲时间", "可用时间"),
)
WISHES = SheetPlan(
    "wishes",
    "洽谈意愿",
    (
        Column(
            "asker",
            "Who",
            "申请方",
            "The delegation or host that wishes; code or name.",
            "提出意愿的代表团或接待单位；代码或名称。",
            True,
            ("from", "asker", "提出方"),
        ),
        Column(
            "wanted",
            "Whom",
            "洽谈对象",
            "The party of the other side; code or name.",
            "另一方的代表团或接待单位；代码或名称。",
            True,
            ("to", "wanted", "对象"),
        ),
        Column(
            "rank",
            "Rank",
            "意愿顺序",
            "1 is the dearest wish; empty is the last.",
            "1为最优先；不填则排在最后。",
            also=("顺序", "排序", "优先级", "priority"),
        ),
        Column(
            "themes",
            "Theme",
            "洽谈主题",
            "talent, cultivation or research, several with a semicolon.",
            "引进国际人才、联合培养人才、科研合作；多项以分号分隔。",
            also=("主题", "themes"),
        ),
        Column(
            "pin",
            "Fixed slot",
            "固定时段",
            "Code of a slot, or its date and start: has to be held then.",
            "时段代码，或其日期和开始时间；须在该时段举行。",
            also=("slot", "时段"),
        ),
        Column(
            "answer",
            "Answer",
            "答复",
            "What Whom says to it: want, accept or decline; empty is none yet.",
            "洽谈对象的答复：也有意愿、接受、婉拒；不填则尚未答复。",
            also=("answer", "回复"),
        ),
    ),
    also=("requests", "意愿", "洽谈申请"),
)
