"""JSON that people can read: lists and objects with a row for each person go line by line."""

import json
from typing import Any


def in_lines(document: dict[str, Any]) -> str:
    """Lists and objects that have a row for each person go line by line."""
    lines = []
    for name, value in document.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = ",\n  ".join(map(compact, value))
            lines.append(f"{compact(name)}: [\n  {rows}\n]")
        elif name == "match" and value:
            rows = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",\n  ", ": "))
            lines.append(f"{compact(name)}: {{\n  {rows[1:-1]}\n}}")
        else:
            lines.append(f"{compact(name)}: {compact(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
