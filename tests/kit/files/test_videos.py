import struct

import pytest

from qiao.kit.files.errors import EmptyFile, FileRefused, UnreadableFile, WrongFileType
from qiao.kit.files.videos import prepare_video
from tests.kit.files import samples
from tests.kit.files.samples import box, mp4


@pytest.mark.parametrize(
    ("content", "content_type", "suffix"),
    [
        (mp4(), "video/mp4", ".mp4"),
        (mp4()[:-108] + struct.pack(">I", 0) + b"mdat" + b"x" * 10, "video/mp4", ".mp4"),
        (mp4()[:-108] + struct.pack(">I4sQ", 1, b"mdat", 26) + b"x" * 10, "video/mp4", ".mp4"),
        (samples.webm(), "video/webm", ".webm"),
    ],
    ids=["mp4", "to-the-end", "long-box", "webm"],
)
def test_prepare_video_types_by_structure(content: bytes, content_type: str, suffix: str) -> None:
    prepared = prepare_video(samples.upload(content, "film.html"))

    assert (prepared.content_type, prepared.name) == (content_type, f"film{suffix}")
    assert prepared.content.read() == content


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", EmptyFile),
        (b"<html></html>", WrongFileType),
        (box(b"ftyp", b"qt  \0\0\0\0"), WrongFileType),
        (b"\x1a\x45\xdf\xa3" + b"\0" * 60, WrongFileType),
        (box(b"ftyp", b"isom\0\0\0\0") + box(b"mdat"), UnreadableFile),
        (mp4() + b"<script>", UnreadableFile),
        (mp4() + b"\0\0\0\1abcd", UnreadableFile),
        (mp4()[:-50], UnreadableFile),
        (mp4() + b"\0\0\0\3free", UnreadableFile),
        (mp4() + box(b"free") * 10_001, UnreadableFile),
    ],
    ids=[
        "empty",
        "html",
        "quicktime",
        "matroska",
        "no-index",
        "tail",
        "half-box",
        "cut",
        "tiny-box",
        "many-boxes",
    ],
)
def test_prepare_video_refuses_with_the_reason(content: bytes, reason: type[FileRefused]) -> None:
    with pytest.raises(reason):
        prepare_video(samples.upload(content, "film.mp4"))
