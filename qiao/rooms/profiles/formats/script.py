"""In which column a text of a file without a language belongs: by its script."""

import re

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def column_for(name: str, text: str) -> str:
    return f"{name}_{'zh' if _HAN.search(text) else 'en'}"
