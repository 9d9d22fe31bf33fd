"""Writes docs/concepts.md, the nouns of the product, from the glossary.

python scripts/concepts.py          write the page
python scripts/concepts.py --check  fail when the page differs
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qiao.kit.bilingual.glossary import Area, Noun, glossary  # noqa: E402 (the path is set first)

PAGE = ROOT / "docs/concepts.md"
HEAD = """# Concepts

The nouns of Qiao in both languages, each with its name in code. This page is made from
`qiao/kit/bilingual/glossary.toml` by `python scripts/concepts.py`; change them there. The site shows them at
`/zh-hans/glossary/` and `/en/glossary/`.

本页列出Qiao 的全部概念，中英对照，由 `qiao/kit/bilingual/glossary.toml` 生成。
"""


def page() -> str:
    return "\n".join([HEAD, *map(_area, glossary().areas)])


def _area(area: Area) -> str:
    rows = "".join(map(_row, area.nouns))
    return f"## {area.name.en} · {area.name.zh}\n\n| in code | English | 中文 |\n|---|---|---|\n{rows}"


def _row(noun: Noun) -> str:
    states_en = ", ".join(state.en for state in noun.states)
    states_zh = "、".join(state.zh for state in noun.states)
    en = f"**{noun.name.en}**: {noun.definition.en}" + (f" States: {states_en}." if states_en else "")
    zh = f"**{noun.name.zh}**：{noun.definition.zh}" + (f"状态：{states_zh}。" if states_zh else "")
    return f"| `{noun.code}` | {en} | {zh} |\n"


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    is_same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
    if not is_same:
        print("docs/concepts.md differs from the glossary: run python scripts/concepts.py")
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
