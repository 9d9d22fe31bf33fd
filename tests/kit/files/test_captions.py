import pytest

from qiao.kit.files.captions import parse_captions, prepare_captions
from qiao.kit.files.errors import BadCaptions, EmptyFile, WrongFileType
from tests.kit.files.samples import CAPTIONS, upload


def test_prepare_captions_keeps_times_and_text_and_drops_remarks() -> None:
    prepared = prepare_captions(upload(b"\xef\xbb\xbf" + CAPTIONS.replace("\n", "\r\n").encode(), "film.txt"))

    assert prepared.name == "film.vtt"
    assert prepared.content.read().decode() == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.000 align:middle\n<v Guide>Welcome &amp; 欢迎\n\n"
        "00:05.500 --> 00:09.250\nSecond <i>caption</i>\n"
    )


def test_parse_captions_reads_times_with_and_without_hours() -> None:
    cues = parse_captions(CAPTIONS)

    assert [(cue.start, cue.end) for cue in cues] == [(1000, 4000), (5500, 9250)]


def _cue(text: str, times: str = "00:01.000 --> 00:02.000") -> str:
    return f"WEBVTT\n\n{times}\n{text}\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("WEBVTT\n", 2),
        (_cue("<script>x"), 4),
        (_cue("<img src=x onerror=1>"), 4),
        (_cue("a < b"), 4),
        (_cue("x --> y"), 4),
        (_cue("x", "00:02.000 --> 00:01.000"), 3),
        (_cue("x", "00:01,000 --> 00:02,000"), 3),
        (_cue("x", "00:61.000 --> 00:62.000"), 3),
        (_cue("x", "00:01.000 --> 00:02.000 onload=1"), 3),
        ("WEBVTT\n\nSTYLE\n::cue{color:red}\n", 3),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n", 3),
        (_cue("x", "00:05.000 --> 00:06.000") + "\n00:01.000 --> 00:02.000\ny\n", 6),
        (_cue("a\u202eb"), 1),
    ],
    ids=[
        *("no-cue", "script", "image", "sign", "arrow", "backwards", "comma", "minute-61", "setting"),
        *("style", "no-text", "order", "override"),
    ],
)
def test_prepare_captions_refuses_with_the_line(text: str, line: int) -> None:
    with pytest.raises(BadCaptions) as refused:
        prepare_captions(upload(text.encode(), "x.vtt"))

    assert str(refused.value).startswith(f"Line {line} of the captions: ")


def test_prepare_captions_refuses_another_encoding_and_other_files() -> None:
    with pytest.raises(BadCaptions, match="Save the file as UTF-8"):
        prepare_captions(upload(_cue("欢迎").encode("gb18030")))
    with pytest.raises(WrongFileType):
        prepare_captions(upload(b"1\n00:00:01,000 --> 00:00:02,000\nsrt"))
    with pytest.raises(EmptyFile):
        prepare_captions(upload(b""))


def test_parse_captions_refuses_a_flood() -> None:
    flood = "WEBVTT\n\n" + "00:01.000 --> 00:02.000\nx\n\n" * 10_001

    with pytest.raises(BadCaptions, match="more than 10,000"):
        parse_captions(flood)
