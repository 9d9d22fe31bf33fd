"""Compiles the message catalogues, so that a checkout and a wheel both carry translations."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> int:
    catalogues = sorted((root / "qiao").glob("**/locale/*/LC_MESSAGES/*.po"))
    for source in catalogues:
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue)
    return len(catalogues)


class MessageHook(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root))


if __name__ == "__main__":
    print(compile_catalogues(Path(__file__).parent), "catalogues compiled")  # noqa: T201 (a script)
