"""The published documents of a plain round: the bytes that the engine writes, from the bytes of the lists."""

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from qiao.engines.matching.formats import write_result
from qiao.engines.matching.problem import FORMAT
from qiao.rooms.placement.domain.plain.reading import NOBODY, PlainRound
from qiao.rooms.placement.domain.plain.solving import PlainSolution

ROWS = b",\n  "


def plain_documents(solution: PlainSolution) -> dict[str, object]:
    """The columns of a run that another program can verify: `qiao match check`."""
    plain = solution.plain
    posts = [_strict(content) for content in plain.ranked]
    digest = _digest(plain, posts)
    result = replace(solution.result, input_hash=digest)
    return {
        "instance": zlib.compress(_instance(plain, posts), 1),
        "result": zlib.compress(write_result(result).encode(), 1),
        "input_hash": digest,
    }


def _people(plain: PlainRound, gap: bytes) -> bytes:
    begin, then = b'{"id":%b"' % gap, b'",%b"prefs":%b' % (gap, gap)
    empty, end = then + NOBODY + b"}", b"}" + (ROWS if gap else b",") + begin
    rows = end.join(
        [code.encode() + then + content for code, content in zip(plain.people, plain.wanted, strict=True)]
    )
    return (begin + rows + b"}").replace(empty, b'"}')


def _strict(content: bytes) -> bytes:
    """A tier of one stands as its code alone; a tie stays a list."""
    if b'","' not in content:
        return b"[" + content.translate(None, b"[]") + b"]"
    tiers = content[2:-2].split(b"],[")
    return b"[" + b",".join(b"[" + tier + b"]" if b"," in tier else tier for tier in tiers) + b"]"


def _digest(plain: PlainRound, posts: Iterable[bytes]) -> str:
    """The engine's `input_hash`: names in order, no spaces."""
    rows = [
        b'{"capacity":%d,"id":"%b"%b}' % (places, code.encode(), _prefs(content))
        for code, places, content in zip(plain.posts, plain.capacity.tolist(), posts, strict=True)
    ]
    rules = {name: b'"%b":"%b",' % (name.encode(), word.encode()) for name, word in _rules(plain).items()}
    parts = [
        *(b'{"applicants":[', _people(plain, b""), b"],", rules.get("couple_rule", b"")),
        b'"format":"%b","id":"%b",' % (FORMAT.encode(), plain.id.encode()),
        *(rules.get("lower_quota_rule", b""), b'"programmes":[', b",".join(rows), b"]}"),
    ]
    told = hashlib.sha256()
    for part in parts:
        told.update(part)
    return f"sha256:{told.hexdigest()}"


def _instance(plain: PlainRound, posts: Iterable[bytes]) -> bytes:
    rows = [
        b'{"id": "%b", "capacity": %d%b}' % (code.encode(), places, _prefs(content, b" "))
        for code, places, content in zip(plain.posts, plain.capacity.tolist(), posts, strict=True)
    ]
    rules = [b',\n"%b": "%b"' % (name.encode(), word.encode()) for name, word in _rules(plain).items()]
    return b"".join(
        [
            b'{\n"format": "%b",\n"id": "%b",\n' % (FORMAT.encode(), plain.id.encode()),
            *(b'"applicants": [\n  ', _spaced(_people(plain, b" ")), b"\n],\n"),
            *(b'"programmes": [\n  ', _spaced(ROWS.join(rows)), b"\n]", *rules, b"\n}\n"),
        ]
    )


def _rules(plain: PlainRound) -> Mapping[str, str]:
    """Those that are not what the format takes for granted."""
    usual = {"couple_rule": "choice", "lower_quota_rule": "report"}
    told = {name: str(getattr(plain.matching_round, name)) for name in usual}
    return {name: word for name, word in told.items() if word != usual[name]}


def _prefs(content: bytes, gap: bytes = b"") -> bytes:
    return b"" if content == NOBODY else b',%b"prefs":%b%b' % (gap, gap, content)


def _spaced(rows: bytes) -> bytes:
    """As JSON for people to read: no code has a mark of JSON in it."""
    spaced = rows.replace(b',"', b', "')
    return spaced.replace(b",[", b", [") if b",[" in spaced else spaced
