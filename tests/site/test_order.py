"""Foreign keys run downwards like imports: the linter does not see model relations."""

import re
import tomllib
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model

ROOT = Path(__file__).resolve().parents[2]


def ranks(container: str) -> dict[str, int]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == [container])
    names = [re.findall(r"[a-z]+", layer) for layer in reversed(layers)]
    return {name: rank for rank, layer in enumerate(names) for name in layer}


def place(model: type) -> tuple[int, int, str]:
    floors, rooms, kit = ranks("qiao"), ranks("qiao.rooms"), ranks("qiao.kit")
    _, floor, *rest = model.__module__.split(".")
    within = {"rooms": rooms, "kit": kit}.get(floor, {})
    return floors[floor], within.get(rest[0], 0) if rest else 0, rest[0] if rest else ""


def test_foreign_keys_point_downwards() -> None:
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("qiao."):
            continue
        for field in model._meta.get_fields():
            target = field.related_model
            if not field.concrete or target is None or not target.__module__.startswith("qiao."):
                continue
            # settings.AUTH_USER_MODEL is the framework's own seam, open to every floor.
            if (
                target is get_user_model()
                or place(target)[:2] < place(model)[:2]
                or place(target) == place(model)
            ):
                continue
            wrong.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")

    assert wrong == []


def test_every_app_has_a_place() -> None:
    own = {config.name for config in apps.get_app_configs() if config.name.startswith("qiao.")} - {
        "qiao.site"
    }

    placed = {f"qiao.rooms.{name}" for name in ranks("qiao.rooms")} | {
        f"qiao.kit.{name}" for name in ranks("qiao.kit")
    }

    assert own - placed == set()
