"""The columns of a table of people, with the words that people write above them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.imports.importer import ImportColumn
from qiao.rooms.directory.importers.organisations.columns import ORIGINS, SEVERAL

COLUMNS = (
    ImportColumn(
        "name",
        pgettext_lazy("person", "Name"),
        ("姓名", "名字", "人员姓名", "代表姓名", "full name", "person", "delegate"),
        _("In whatever language; Chinese characters are noticed. Use the columns below to give both."),
        "Zhang Wei",
    ),
    ImportColumn(
        "name_zh",
        pgettext_lazy("person", "Name (Chinese)"),
        ("中文姓名", "中文名", "Chinese name"),
        "",
        "张伟",
    ),
    ImportColumn(
        "name_en",
        pgettext_lazy("person", "Name (English)"),
        ("英文姓名", "英文名", "外文姓名", "English name"),
        "",
        "Wei Zhang",
    ),
    ImportColumn("pinyin", _("Pinyin"), ("拼音", "姓名拼音"), _("Family name first."), "Zhang Wei"),
    ImportColumn(
        "family",
        _("Family name"),
        ("姓", "姓氏", "surname", "last name", "family"),
        _("Of the name in English."),
        "",
    ),
    ImportColumn(
        "given", _("Given name"), ("名", "first name", "given", "forename"), _("Of the name in English."), ""
    ),
    ImportColumn(
        "aliases", _("Other names"), ("别名", "其他姓名", "曾用名", "alias", "also known as"), SEVERAL, ""
    ),
    ImportColumn(
        "email",
        _("E-mail"),
        ("邮箱", "电子邮箱", "电子邮件", "邮件", "email address", "mail", "e-mail address"),
        _("Seen by nobody until the person allows it."),
        "zhang.wei@example.org",
    ),
    ImportColumn(
        "phone",
        _("Phone"),
        ("电话", "手机", "联系电话", "手机号", "手机号码", "telephone", "mobile", "tel"),
        _("With the country code. Seen by nobody until the person allows it."),
        "+65 6500 0000",
    ),
    ImportColumn("orcid", _("ORCID iD"), ("orcid", "orcidid"), "", "0000-0002-1825-0097"),
    ImportColumn(
        "organisation",
        _("Organisation"),
        (
            *("单位", "工作单位", "学校", "高校", "所在单位", "所属单位", "机构", "大学", "公司"),
            *("organization", "org", "institution", "university", "affiliation", "company", "employer"),
        ),
        _("Its ROR id, domain or one of its names. A name that several bear is not enough."),
        "NUS",
    ),
    ImportColumn(
        "organisation_id",
        _("Id of the organisation"),
        (
            *("单位标识", "单位代码", "单位ROR", "单位域名", "ROR id of the organisation"),
            *("organisation ror", "organization id", "organization ror", "organisation domain"),
        ),
        _("Its ROR id, social credit code or domain; goes before the name."),
        "https://ror.org/01tgyzw49",
    ),
    ImportColumn(
        "position",
        _("Position"),
        ("职务", "职位", "岗位", "职称", "title", "job title", "role"),
        _("In whatever language; Chinese characters are noticed."),
        "Head of Career Services",
    ),
    ImportColumn("position_zh", _("Position (Chinese)"), ("中文职务", "职务中文"), "", "就业指导中心主任"),
    ImportColumn(
        "position_en", _("Position (English)"), ("英文职务", "职务英文"), "", "Head of Career Services"
    ),
    ImportColumn(
        "starts_on",
        _("In this position since"),
        ("任职时间", "开始日期", "起始日期", "since", "start date"),
        "",
        "2024-09-01",
    ),
    ImportColumn(
        "languages",
        _("Languages"),
        ("语言", "工作语言", "language"),
        _("Codes separated by semicolons."),
        "zh; en",
    ),
    ImportColumn("about", _("About"), ("简介", "个人简介", "介绍", "bio", "biography"), "", ""),
    ImportColumn("about_zh", _("About (Chinese)"), ("中文个人简介",), "", ""),
    ImportColumn("about_en", _("About (English)"), ("英文个人简介",), "", ""),
    ImportColumn(
        "provenance",
        _("Origin of the entry"),
        ("条目来源", "数据来源", "origin"),
        ORIGINS,
        "",
    ),
    ImportColumn(
        "source_note", _("Source"), ("来源", "出处", "来源说明", "reference"), _("Where it is from."), ""
    ),
)
