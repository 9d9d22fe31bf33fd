"""Every sheet with its columns: what the reader knows, the template shows and docs/plan.md lists."""

from qiao.rooms.meetings.workbook.choices import AVAILABILITY, WISHES
from qiao.rooms.meetings.workbook.headings import Column, SheetPlan

NAME_ZH = Column(
    "name_zh",
    "Name (Chinese)",
    "中文名称",
    "At least one of the two names.",
    "两种语言的名称至少填写一种。",
    also=("姓名（中文）", "中文姓名", "name zh", "chinese name"),
)
NAME_EN = Column(
    "name_en",
    "Name (English)",
    "英文名称",
    "At least one of the two names.",
    "两种语言的名称至少填写一种。",
    also=("姓名（英文）", "英文姓名", "name en", "english name"),
)
CODE = Column(
    "code",
    "Code",
    "代码",
    "Short and unique; other sheets may use it or a name.",
    "简短且唯一；其他工作表可填写代码或名称。",
    also=("编号", "id"),
)

EXCHANGE = SheetPlan(
    "exchange",
    "交流活动",
    (
        NAME_ZH,
        NAME_EN,
        Column(
            "organisers_zh",
            "Organisers (Chinese)",
            "主办单位（中文）",
            "Shown at the head of every paper.",
            "显示在每份文件的页眉。",
        ),
        Column(
            "organisers_en",
            "Organisers (English)",
            "主办单位（英文）",
            "Shown at the head of every paper.",
            "显示在每份文件的页眉。",
        ),
        Column(
            "time_zone",
            "Time zone",
            "时区",
            "All times are told in it, such as Asia/Shanghai.",
            "所有时间均按此时区填写，如Asia/Shanghai。",
        ),
        Column(
            "walk_slots",
            "Walk between zones (slots)",
            "跨区步行（时段数）",
            "Free slots that a way from one zone to another takes.",
            "从一个区域到另一个区域需要空出的时段数。",
        ),
        Column(
            "floor",
            "Meetings for everybody at least",
            "每方至少洽谈场数",
            "An aim that counts before all wishes.",
            "作为目标，优先于各项意愿。",
        ),
    ),
    is_needed=False,
    also=("event", "活动"),
)
ORGANISATIONS = SheetPlan(
    "organisations",
    "单位",
    (
        CODE,
        NAME_ZH,
        NAME_EN,
        Column(
            "max_meetings",
            "Most meetings",
            "洽谈场数上限",
            "In all; empty is no limit.",
            "总场数；不填则不限。",
        ),
        Column("max_per_day", "Most meetings a day", "每日场数上限", "Empty is no limit.", "不填则不限。"),
        Column(
            "max_run", "Most meetings without a pause", "连续场数上限", "Empty is no limit.", "不填则不限。"
        ),
        Column(
            "country",
            "Country or region",
            "国家或地区",
            "Name or ISO code; only a site asks for it, to enter a new organisation.",
            "名称或ISO代码；仅在网站上录入新单位时需要。",
            also=("country", "region", "国家", "地区", "国家/地区"),
        ),
        Column(
            "kind",
            "Kind",
            "类型",
            "Such as University or Company; only a site asks for it.",
            "如：高校、企业；仅在网站上使用。",
            also=("单位类型", "类别"),
        ),
    ),
    also=("organizations", "机构"),
)
DELEGATES = SheetPlan(
    "delegates",
    "代表",
    (
        Column(
            "organisation",
            "Organisation",
            "单位",
            "Code or name. Its delegates are one delegation, in one meeting at a time.",
            "代码或名称。同一单位的代表组成一个代表团，同一时段只参加一场洽谈。",
            True,
            ("organization", "机构", "学校", "university"),
        ),
        NAME_ZH,
        NAME_EN,
        Column(
            "position_zh",
            "Position (Chinese)",
            "职务（中文）",
            "For example 就业指导中心主任.",
            "如：就业指导中心主任。",
            also=("职务",),
        ),
        Column(
            "position_en",
            "Position (English)",
            "职务（英文）",
            "For example Head of careers.",
            "如：Head of careers。",
            also=("position",),
        ),
    ),
)
HOSTS = SheetPlan(
    "hosts",
    "接待单位",
    (
        Column(
            "organisation",
            "Organisation",
            "单位",
            "Code or name.",
            "代码或名称。",
            True,
            ("organization", "机构", "接待单位", "host"),
        ),
        Column(
            "place",
            "Place",
            "场地",
            "Where the host sits; empty is anywhere.",
            "接待单位固定所在的场地；不填则由系统安排。",
            also=("洽谈场地",),
        ),
        Column(
            "represented_by_zh",
            "Represented by (Chinese)",
            "参会人员（中文）",
            "People or roles.",
            "人员或职务。",
            also=("参会人员",),
        ),
        Column(
            "represented_by_en",
            "Represented by (English)",
            "参会人员（英文）",
            "People or roles.",
            "人员或职务。",
            also=("represented by",),
        ),
    ),
)
PLACES = SheetPlan(
    "places",
    "场地",
    (
        CODE,
        NAME_ZH,
        NAME_EN,
        Column(
            "capacity",
            "Capacity",
            "洽谈桌数",
            "Meetings held there at once, at least 1.",
            "同一时段可容纳的洽谈场数，至少为1。",
            True,
            ("tables", "容量", "桌数"),
        ),
        Column(
            "zone", "Zone", "区域", "Places of one zone lie close together.", "同一区域内的场地彼此相邻。"
        ),
    ),
    also=("venues", "地点"),
)
SLOTS = SheetPlan(
    "slots",
    "时段",
    (
        CODE,
        Column("date", "Date", "日期", "Such as 2026-11-03.", "如2026-11-03。", True),
        Column("start", "Start", "开始", "Such as 09:00.", "如09:00。", True, ("开始时间", "from")),
        Column("end", "End", "结束", "Such as 09:20.", "如09:20。", True, ("结束时间", "to")),
    ),
    also=("time slots", "洽谈时段"),
)
PLANS = (EXCHANGE, ORGANISATIONS, DELEGATES, HOSTS, PLACES, SLOTS, AVAILABILITY, WISHES)
