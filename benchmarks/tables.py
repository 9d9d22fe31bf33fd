"""Tables of organisations and people as an office would hand them in: both languages, ids that check."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from stdnum.iso7064 import mod_11_2

from benchmarks.seed import FORMS, LATIN, PLACES, SUBJECTS, SYLLABLES
from qiao.kit.tables.write import NewSheet, csv_stream, xlsx_stream
from qiao.rooms.directory.identifiers.orcid import orcid_with_hyphens
from qiao.rooms.directory.identifiers.ror import PREFIX, check_digits

ORGANISATIONS = ("中文名称", "英文名称", "类型", "国家或地区", "城市中文", "城市英文", "域名", "ROR", "网址")
PEOPLE = ("中文姓名", "英文姓名", "邮箱", "电话", "ORCID", "单位", "中文职务", "英文职务", "语言")
BASE_32 = "0123456789abcdefghjkmnpqrstvwxyz"
PER_ORGANISATION = 5
Row = Sequence[str]


def organisations(count: int) -> Iterator[Row]:
    for number in range(count):
        country, city_zh, city_en = PLACES[number % len(PLACES)]
        form_zh, _form_en = FORMS[number % len(FORMS)]
        domain = domain_of(number)
        names = (name_zh(number), name_en(number))
        yield *names, form_zh, country, city_zh, city_en, domain, ror_of(number), f"https://www.{domain}"


def people(count: int) -> Iterator[Row]:
    """Each organisation that is named was brought in by the table above, and has five people."""
    for number in range(count):
        home = number // PER_ORGANISATION
        syllables = (number, number // len(SYLLABLES), number // len(SYLLABLES) ** 2)
        name = "".join(SYLLABLES[each % len(SYLLABLES)] for each in syllables)
        latin = " ".join(LATIN[each % len(LATIN)].title() for each in syllables[:2])
        yield (
            *(name, latin, f"person{number}@{domain_of(home)}", f"+65 6500 {number % 10_000:04d}"),
            *(orcid_of(number), (name_zh, domain_of, ror_of)[number % 3](home) or name_en(home)),
            *("国际合作处处长", "Head of International Cooperation", "zh; en"),
        )


def name_zh(number: int) -> str:
    form, _en = FORMS[number % len(FORMS)]
    subject, _en = SUBJECTS[number % len(SUBJECTS)]
    return f"{SYLLABLES[number % len(SYLLABLES)]}桥{subject}第{number}{form}"


def name_en(number: int) -> str:
    _zh, form = FORMS[number % len(FORMS)]
    _zh, subject = SUBJECTS[number % len(SUBJECTS)]
    return f"Bridge {LATIN[number % len(LATIN)].title()} {subject} {form} No. {number}"


def domain_of(number: int) -> str:
    return f"bridge{number}.example"


def ror_of(number: int) -> str:
    """An id with the check digits it must have, as an address; every third organisation has none."""
    if number % 3 == 0:
        return ""
    stem = "0" + "".join(BASE_32[number >> 5 * place & 31] for place in reversed(range(6)))
    return f"{PREFIX}{stem}{check_digits(stem)}"


def orcid_of(number: int) -> str:
    """Every second person has one."""
    if number % 2:
        return ""
    digits = f"{15_000_000 + number:015d}"
    return orcid_with_hyphens(digits + mod_11_2.calc_check_digit(digits))


def write(path: Path, header: Row, rows: Iterable[Row]) -> None:
    """As CSV or XLSX, by the path's suffix."""
    is_csv = path.suffix == ".csv"
    stream = csv_stream(header, rows) if is_csv else xlsx_stream([NewSheet("Table", header, rows)])
    with path.open("wb") as target:
        target.writelines(stream)
