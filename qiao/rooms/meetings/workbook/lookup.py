"""Finding what another sheet calls by its code or by one of its names."""

from difflib import get_close_matches

from qiao.rooms.meetings.workbook.event import Name, Source
from qiao.rooms.meetings.workbook.headings import key
from qiao.rooms.meetings.workbook.records import Record

_NEAR = 0.75


class Lookup:
    """What can be called: its keys by every folded name, and where each stands."""

    def __init__(self, sheets: str) -> None:
        self.sheets = sheets
        self._keys: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._sources: dict[str, Source] = {}

    def __len__(self) -> int:
        return len(self._sources)

    def enter(self, record: Record, code: str, name: Name, field: str) -> str | None:
        """The key of a new entry; None and a fault where another one is called so."""
        words = {word: key(word) for word in (code, name.en, name.zh, name.both) if key(word)}
        for word, folded in words.items():
            if folded in self._keys:
                other = self._sources[self._keys[folded]]
                record.fault("name-twice", field, value=word, other=other)
                return None
        found = code or name.en or name.zh
        self._keys |= dict.fromkeys(words.values(), found)
        self._shown |= {folded: word for word, folded in words.items()}
        self._sources[found] = record.source()
        return found

    def get(self, text: str) -> str | None:
        return self._keys.get(key(text))

    def find(self, record: Record, field: str) -> str | None:
        """The key of what a cell calls; None for an empty cell, and a fault for what is not known."""
        text = record[field]
        found = self.get(text)
        if text and found is None:
            near = get_close_matches(key(text), self._shown, 1, _NEAR)
            code = "unknown-near" if near else "unknown"
            shown = self._shown[near[0]] if near else ""
            record.fault(code, field, value=text, sheets=self.sheets, near=shown)
        return found
