"""ISCED-F 2013 fields of education and training, with names in both languages.

The code list is UNESCO's; the Chinese names are working translations, to be compared with UNESCO's Chinese
edition. Codes "not further defined" (…0), "inter-disciplinary" (…8) and "not elsewhere classified" (…9) are
defined by the standard without a line here: any code of two to four digits is accepted whose prefix exists.
"""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# code: (zh, en)
FIELDS: Final[dict[str, tuple[str, str]]] = {
    "00": ("通用课程和资格", "Generic programmes and qualifications"),
    "01": ("教育", "Education"),
    "02": ("艺术和人文", "Arts and humanities"),
    "03": ("社会科学、新闻和信息", "Social sciences, journalism and information"),
    "04": ("商业、管理和法律", "Business, administration and law"),
    "05": ("自然科学、数学和统计学", "Natural sciences, mathematics and statistics"),
    "06": ("信息和通信技术", "Information and Communication Technologies (ICTs)"),
    "07": ("工程、制造和建筑", "Engineering, manufacturing and construction"),
    "08": ("农业、林业、渔业和兽医", "Agriculture, forestry, fisheries and veterinary"),
    "09": ("健康和福利", "Health and welfare"),
    "10": ("服务", "Services"),
    "001": ("基础课程和资格", "Basic programmes and qualifications"),
    "002": ("识字和算术", "Literacy and numeracy"),
    "003": ("个人技能与发展", "Personal skills and development"),
    "011": ("教育", "Education"),
    "021": ("艺术", "Arts"),
    "022": ("人文学科（语言除外）", "Humanities (except languages)"),
    "023": ("语言", "Languages"),
    "031": ("社会和行为科学", "Social and behavioural sciences"),
    "032": ("新闻和信息", "Journalism and information"),
    "041": ("商业和管理", "Business and administration"),
    "042": ("法律", "Law"),
    "051": ("生物及相关科学", "Biological and related sciences"),
    "052": ("环境", "Environment"),
    "053": ("物理科学", "Physical sciences"),
    "054": ("数学和统计学", "Mathematics and statistics"),
    "061": ("信息和通信技术", "Information and Communication Technologies (ICTs)"),
    "071": ("工程和工程行业", "Engineering and engineering trades"),
    "072": ("制造和加工", "Manufacturing and processing"),
    "073": ("建筑学和建筑工程", "Architecture and construction"),
    "081": ("农业", "Agriculture"),
    "082": ("林业", "Forestry"),
    "083": ("渔业", "Fisheries"),
    "084": ("兽医", "Veterinary"),
    "091": ("卫生", "Health"),
    "092": ("福利", "Welfare"),
    "101": ("个人服务", "Personal services"),
    "102": ("卫生清洁和职业健康服务", "Hygiene and occupational health services"),
    "103": ("安全服务", "Security services"),
    "104": ("运输服务", "Transport services"),
    "0111": ("教育科学", "Education science"),
    "0112": ("学前教师培训", "Training for pre-school teachers"),
    "0113": ("不分学科的教师培训", "Teacher training without subject specialisation"),
    "0114": ("分学科的教师培训", "Teacher training with subject specialisation"),
    "0212": ("时装、室内和工业设计", "Fashion, interior and industrial design"),
    "0231": ("语言习得", "Language acquisition"),
    "0311": ("经济学", "Economics"),
    "0313": ("心理学", "Psychology"),
    "0411": ("会计与税务", "Accounting and taxation"),
    "0412": ("金融、银行与保险", "Finance, banking and insurance"),
    "0413": ("管理与行政", "Management and administration"),
    "0414": ("市场营销与广告", "Marketing and advertising"),
    "0415": ("文秘与办公室工作", "Secretarial and office work"),
    "0416": ("批发与零售", "Wholesale and retail sales"),
    "0417": ("职业技能", "Work skills"),
    "0421": ("法律", "Law"),
    "0521": ("环境科学", "Environmental sciences"),
    "0531": ("化学", "Chemistry"),
    "0533": ("物理学", "Physics"),
    "0541": ("数学", "Mathematics"),
    "0542": ("统计学", "Statistics"),
    "0611": ("计算机应用", "Computer use"),
    "0612": ("数据库与网络的设计和管理", "Database and network design and administration"),
    "0613": ("软件和应用的开发与分析", "Software and applications development and analysis"),
    "0711": ("化学工程与工艺", "Chemical engineering and processes"),
    "0712": ("环境保护技术", "Environmental protection technology"),
    "0713": ("电力与能源", "Electricity and energy"),
    "0714": ("电子与自动化", "Electronics and automation"),
    "0715": ("机械与金属加工", "Mechanics and metal trades"),
    "0716": ("机动车、船舶和飞行器", "Motor vehicles, ships and aircraft"),
    "0722": ("材料（玻璃、纸张、塑料和木材）", "Materials (glass, paper, plastic and wood)"),
    "0731": ("建筑学与城镇规划", "Architecture and town planning"),
    "0732": ("建筑与土木工程", "Building and civil engineering"),
    "1022": ("职业健康与安全", "Occupational health and safety"),
    "1041": ("运输服务", "Transport services"),
}
_SHAPE = re.compile(r"[0-9]{2,4}")


def nearest(code: str) -> str:
    """The longest known beginning of the code: 0619 has no line of its own and gives 061."""
    return next((code[:length] for length in range(len(code), 1, -1) if code[:length] in FIELDS), "")


def field_name(code: str, language: str | None = None) -> str:
    known = FIELDS.get(nearest(code))
    if known is None:
        return code
    return known[0] if (language or get_language() or "en").startswith("zh") else known[1]


def validate_isced(value: str) -> None:
    if not _SHAPE.fullmatch(value) or not nearest(value):
        raise ValidationError(
            _("An ISCED-F field is a code of two to four digits, such as 0716 (motor vehicles)."),
            code="isced",
        )


def field_choices() -> list[tuple[str, str]]:
    return [(code, f"{code} {field_name(code)}") for code in sorted(FIELDS)]
