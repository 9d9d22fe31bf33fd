"""Names of files that every system takes: a number, then plain letters."""

import re
import unicodedata
from collections.abc import Iterable

from qiao.kit.bilingual.pinyin import reading, without_tone
from qiao.rooms.meetings.workbook.event import Name, Party

LONGEST = 40
_OTHER = re.compile(r"[^a-z0-9]+")


def file_names(parties: Iterable[Party]) -> dict[str, str]:
    """A name for each party's key: `07-australian-national-university`."""
    listed = list(parties)
    width = max(2, len(str(len(listed))))
    return {
        each.key: "-".join(filter(None, (f"{number:0{width}}", plain(each.name))))
        for number, each in enumerate(listed, 1)
    }


def plain(name: Name) -> str:
    """English letters without accents, or pinyin where there is no English name.

    >>> plain(Name(en="École polytechnique")), plain(Name(zh="杜克大学")), plain(Name(en="東"))
    ('ecole-polytechnique', 'du-ke-da-xue', '')
    """
    said = name.en or " ".join(without_tone(each) for each in reading(name.zh))
    letters = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", letters).strip("-")[:LONGEST].rstrip("-")
