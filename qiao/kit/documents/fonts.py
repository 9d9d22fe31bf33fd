"""Where the fonts for documents are."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from qiao.kit.documents.errors import FontMissing

FAMILY = "Noto Sans CJK SC"
PACKAGE = "manimgx_fonts_cjk"
FILE_PATTERN = "NotoSansCJK*.ttc"
SYSTEM_FOLDERS = ("/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk", "/usr/local/share/fonts")


@cache
def font_folder() -> Path:
    """The folder that holds our Chinese font: of the package, or else of the system."""
    for folder in _folders():
        if any(folder.glob(FILE_PATTERN)):
            return folder
    raise FontMissing


def _folders() -> list[Path]:
    spec = find_spec(PACKAGE)
    packaged = [Path(place) for place in spec.submodule_search_locations or []] if spec else []
    return [*packaged, *(Path(folder) for folder in SYSTEM_FOLDERS)]
