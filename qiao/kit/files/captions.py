"""Captions: WebVTT, read strictly and written anew, so that only times and plain marked text are served."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.files.enums import FileKind
from qiao.kit.files.errors import BadCaptions, WrongFileType
from qiao.kit.files.limits import LIMITS
from qiao.kit.files.prepared import PreparedFile, named
from qiao.kit.text import validate_body

MAX_CUES = 10_000
_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}((?:[ \t]+[a-z]+:[\w.,%-]+)*)[ \t]*")
_TAG = re.compile(rf"</?(?:b|i|u|c|v|ruby|rt|lang)(?:\.[\w-]+)*(?:[ \t][^<>&\n]*)?>|<{_TIME}>")

Line = tuple[int, str]


@dataclass(frozen=True)
class Cue:
    start: int  # milliseconds
    end: int
    timing: str
    text: str


def prepare_captions(upload: File[bytes]) -> PreparedFile:
    LIMITS[FileKind.CAPTIONS].check_size(upload)
    upload.seek(0)
    cues = parse_captions(_decoded(upload.read()))
    body = "WEBVTT\n\n" + "\n\n".join(f"{cue.timing}\n{cue.text}" for cue in cues) + "\n"
    return PreparedFile(
        kind=FileKind.CAPTIONS,
        name=named(FileKind.CAPTIONS, upload.name, "text/vtt"),
        content_type="text/vtt",
        content=ContentFile(body.encode()),
    )


def parse_captions(text: str) -> list[Cue]:
    """Every cue, in order; raises BadCaptions with the line and the reason."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.match(r"WEBVTT([ \t]|$)", lines[0]):
        raise WrongFileType(types=LIMITS[FileKind.CAPTIONS].types)
    cues: list[Cue] = []
    for block in _blocks(lines):
        _add(cues, block)
    if not cues:
        raise BadCaptions(line=len(lines), reason=_("there is no caption in the file."))
    return cues


def _decoded(body: bytes) -> str:
    try:
        text = body.decode("utf-8-sig")
        validate_body(text)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise BadCaptions(line=line, reason=_("this is not UTF-8. Save the file as UTF-8.")) from error
    except ValidationError as error:
        raise BadCaptions(line=1, reason=error.messages[0]) from error
    return text


def _blocks(lines: list[str]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for number, line in enumerate([*lines[1:], ""], 2):
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []


def _add(cues: list[Cue], block: list[Line]) -> None:
    number, first = block[0]
    if re.match(r"NOTE([ \t]|$)", first):
        return
    if first.strip() in {"STYLE", "REGION"} or len(cues) >= MAX_CUES:
        raise BadCaptions(line=number, reason=_("styles, regions and more than 10,000 captions are refused."))
    timing = 0 if "-->" in first else 1
    if len(block) < timing + 2:
        raise BadCaptions(line=number, reason=_("a caption needs a line of times and a line of text."))
    cue = _cue(block[timing], block[timing + 1 :])
    if cues and cue.start < cues[-1].start:
        raise BadCaptions(line=block[timing][0], reason=_("this caption begins before the one above it."))
    cues.append(cue)


def _cue(timing: Line, lines: list[Line]) -> Cue:
    found = _TIMING.fullmatch(timing[1])
    if not found:
        raise BadCaptions(line=timing[0], reason=_("write the times as 00:01:02.000 --> 00:01:05.000."))
    start, end = _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:8])
    if start >= end:
        raise BadCaptions(line=timing[0], reason=_("the caption ends before it begins."))
    for number, line in lines:
        if reason := _fault(line):
            raise BadCaptions(line=number, reason=reason)
    return Cue(start, end, timing[1].strip(), "\n".join(line for _number, line in lines))


def _fault(line: str) -> str | Promise:
    if "-->" in line:
        return _("an arrow belongs into the line of times only; leave an empty line above it.")
    if "<" in _TAG.sub("", line):
        return _("this tag is not allowed in captions. Remove it.")
    return ""


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
