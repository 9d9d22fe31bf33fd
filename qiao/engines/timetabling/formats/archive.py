"""ZIP archives from strangers: opened only when what comes out of them is bounded."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from qiao.engines.shape.strict_json import MOST_BYTES, refusal
from qiao.engines.shape.words import say

MOST_UNPACKED = 64 * 1024 * 1024
MOST_MEMBERS = 200
MOST_RATIO = 200
_RATIO_FROM = 4 * 1024 * 1024
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)

say(
    {
        "fault.zip-damaged": (
            "The file is damaged or of another kind. Save it anew.",
            "文件已损坏或类型不符。请重新保存。",
        ),
        "fault.zip-size": (
            "Unpacked, the file has more than {most} MB or is packed far too tightly. Save it anew.",
            "文件解压后超过{most} MB，或压缩比异常。请重新保存。",
        ),
        "fault.zip-encrypted": (
            "The file has a password. Save it without one.",
            "文件有密码保护。请取消密码后保存。",
        ),
    }
)


@contextmanager
def checked_archive(source: bytes) -> Iterator[zipfile.ZipFile]:
    """An archive whose members have sound sizes. More than the declared size of a member is never read.

    Raises
    ------
    BadInstance : it is damaged, locked, or would unpack to too much; also while it is read in the block.
    """
    if len(source) > MOST_BYTES:
        raise refusal("file-size", most=MOST_BYTES // 1024**2)
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            _check(archive.infolist())
            yield archive
    except _DAMAGED as error:
        raise refusal("zip-damaged") from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_MEMBERS or len({each.filename for each in entries}) != len(entries):
        raise refusal("zip-damaged")
    if any(each.flag_bits & 1 for each in entries):
        raise refusal("zip-encrypted")
    is_too_tight = any(
        each.file_size > _RATIO_FROM and each.file_size > MOST_RATIO * each.compress_size for each in entries
    )
    if is_too_tight or sum(each.file_size for each in entries) > MOST_UNPACKED:
        raise refusal("zip-size", most=MOST_UNPACKED // 1024**2)
