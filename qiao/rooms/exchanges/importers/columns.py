"""The columns of a table of invitations, with the words that people write above them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.imports.importer import ImportColumn

COLUMNS = (
    ImportColumn(
        "university",
        _("University"),
        (
            *("学校", "大学", "高校", "单位", "名称", "学校名称", "单位名称", "机构"),
            *("organisation", "organization", "institution", "name"),
        ),
        _("A name, ROR id or domain that the directory knows."),
        "Columbia University",
        is_required=True,
    ),
    ImportColumn(
        "head_email",
        _("E-mail of the head"),
        (
            *("团长邮箱", "邮箱", "电子邮箱", "联系邮箱", "电子邮件"),
            *("email", "e-mail", "head email", "contact e-mail"),
        ),
        _("Gets a personal link in the mail."),
        "head@columbia.edu",
        is_required=True,
    ),
    ImportColumn(
        "seats",
        _("Seats"),
        ("席位", "席位数", "人数", "名额", "number", "places", "delegates"),
        _("A whole number; 3 where nothing is written."),
        "3",
    ),
    ImportColumn(
        "language",
        _("Language of the mail"),
        ("语言", "邮件语言", "language"),
        _("Write zh or en, 中文 or English."),
        "en",
    ),
    ImportColumn(
        "partner",
        pgettext_lazy("delegation", "Invited by"),
        ("邀请单位", "邀请方", "主办单位", "inviter", "host", "partner"),
        _("One of the partners of the exchange, where you act for several."),
        "",
    ),
)
