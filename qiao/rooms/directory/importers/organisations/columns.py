"""The columns of a table of organisations, with the words that people write above them."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.imports.importer import ImportColumn, ImportOption

SEVERAL = _("Several are separated by semicolons.")

KINDS = _(
    "Write university, company, innovation centre, research institute, laboratory, association or government."
)
COUNTRIES = _("Write a code of two or three letters, or the name in Chinese or English.")
ORIGINS = _("Write registered, named in the story, sample or fictitious.")

COLUMNS = (
    ImportColumn(
        "name",
        _("Name"),
        (
            *("名称", "单位名称", "机构名称", "学校名称", "高校名称", "组织名称", "学校", "单位", "机构"),
            *("organisation", "organization", "institution", "university", "name of organisation"),
        ),
        _("In whatever language; Chinese characters are noticed. Use the columns below to give both."),
        "Columbia University",
    ),
    ImportColumn(
        "name_zh",
        _("Name (Chinese)"),
        (
            "中文名",
            "中文名称",
            "单位中文名称",
            "学校中文名",
            "学校中文名称",
            "Chinese name",
            "name in Chinese",
        ),
        _("The usual name in Chinese."),
        "哥伦比亚大学",
    ),
    ImportColumn(
        "name_en",
        _("Name (English)"),
        (
            "英文名",
            "英文名称",
            "单位英文名称",
            "学校英文名",
            "学校英文名称",
            "English name",
            "name in English",
        ),
        _("The official name in English."),
        "Columbia University",
    ),
    ImportColumn(
        "acronym",
        _("Acronym"),
        ("英文缩写", "缩写", "英文简称", "abbreviation", "acronyms", "short name"),
        SEVERAL,
        "NUS",
    ),
    ImportColumn(
        "aliases",
        _("Other names"),
        ("别名", "简称", "其他名称", "中文简称", "又称", "alias", "aliases", "also known as"),
        SEVERAL,
        "哥大",
    ),
    ImportColumn(
        "former_names", _("Former names"), ("曾用名", "原名", "former name", "previous name"), SEVERAL, ""
    ),
    ImportColumn(
        "kind",
        _("Kind"),
        ("类型", "单位类型", "机构类型", "类别", "性质", "type", "category"),
        KINDS,
        "大学",
        is_required=True,
    ),
    ImportColumn(
        "country",
        _("Country or region"),
        (
            "国家",
            "地区",
            "国别",
            "国家地区",
            "国家/地区",
            "国家或地区",
            "国家代码",
            "country",
            "region",
            "country code",
        ),
        COUNTRIES,
        "US",
        is_required=True,
    ),
    ImportColumn("city", _("City"), ("城市", "所在城市", "所在地", "town", "location"), "", "New York"),
    ImportColumn("city_zh", _("City (Chinese)"), ("城市中文", "城市中文名", "city in Chinese"), "", "纽约"),
    ImportColumn(
        "city_en", _("City (English)"), ("城市英文", "城市英文名", "city in English"), "", "New York"
    ),
    ImportColumn(
        "latitude",
        _("Latitude"),
        ("纬度", "lat"),
        _("Degrees, north positive. Together with longitude."),
        "40.80754",
    ),
    ImportColumn(
        "longitude", _("Longitude"), ("经度", "lng", "lon", "long"), _("Degrees, east positive."), "-73.96257"
    ),
    ImportColumn(
        "time_zone", _("Time zone"), ("时区", "timezone", "tz"), _("As in the IANA list."), "America/New_York"
    ),
    ImportColumn(
        "domains",
        _("Domains"),
        ("域名", "邮箱域名", "邮箱后缀", "domain", "email domain", "e-mail domains", "mail domain"),
        SEVERAL,
        "columbia.edu",
    ),
    ImportColumn(
        "website",
        _("Website"),
        ("网站", "网址", "官网", "主页", "homepage", "url", "web"),
        _("The full address."),
        "https://www.columbia.edu",
    ),
    ImportColumn(
        "ror_id",
        _("ROR id"),
        ("ror", "rorid", "ror编号", "ror标识"),
        _("The id in the Research Organization Registry, as address or alone."),
        "https://ror.org/00hj8s172",
    ),
    ImportColumn(
        "credit_code",
        _("Unified social credit code"),
        ("统一社会信用代码", "社会信用代码", "信用代码", "uscc", "credit code"),
        _("Of organisations registered in mainland China. Format the column as text."),
        "",
    ),
    ImportColumn(
        "positioning",
        _("Positioning"),
        ("定位", "单位定位", "机构定位", "tagline"),
        _("One or two sentences."),
        "",
    ),
    ImportColumn("positioning_zh", _("Positioning (Chinese)"), ("中文定位", "定位中文"), "", ""),
    ImportColumn("positioning_en", _("Positioning (English)"), ("英文定位", "定位英文"), "", ""),
    ImportColumn(
        "core_business",
        _("Core business"),
        (
            "核心业务",
            "主营业务",
            "业务范围",
            "简介",
            "单位简介",
            "机构简介",
            "description",
            "about",
            "profile",
        ),
        "",
        "",
    ),
    ImportColumn("core_business_zh", _("Core business (Chinese)"), ("中文简介", "核心业务中文"), "", ""),
    ImportColumn("core_business_en", _("Core business (English)"), ("英文简介", "核心业务英文"), "", ""),
    ImportColumn(
        "fields",
        _("Fields (ISCED-F codes)"),
        ("学科", "学科代码", "专业领域", "研究领域", "isced", "iscedf", "field", "fields of education"),
        SEVERAL,
        "0714; 0716",
    ),
    ImportColumn(
        "provenance",
        _("Origin of the entry"),
        ("来源类型", "条目来源", "数据来源", "provenance", "origin"),
        ORIGINS,
        "",
    ),
    ImportColumn(
        "source_note",
        _("Source"),
        ("来源", "出处", "来源说明", "source note", "reference"),
        _("Where it is from."),
        "",
    ),
)

OPTIONS = (
    ImportOption(
        "publish",
        _("Publish new entries at once"),
        _("Otherwise they are drafts, which only operators and their members see."),
    ),
)
