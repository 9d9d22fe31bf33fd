"""Options that the commands of the engines share."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from qiao.engines.shape.words import Language

INVALID, BAD_INPUT, INFEASIBLE, NOTHING_FOUND = 1, 2, 3, 4
FILE = click.Path(path_type=Path)

_TIMED = (
    click.option(
        "--time-limit",
        type=click.FloatRange(min=0),
        default=60.0,
        show_default=True,
        help="Seconds until the best so far is given.",
    ),
    click.option(
        "--seed",
        type=click.IntRange(0, 2**31 - 1),
        default=0,
        show_default=True,
        help="On one thread the same seed gives the same plan.",
    ),
)


def timed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Time limit and seed of a solver."""
    for option in reversed(_TIMED):
        command = option(command)
    return command


def solving(command: Callable[..., Any]) -> Callable[..., Any]:
    """Time limit, seed and threads."""
    threads = click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
    return timed(threads(command))


def in_language(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--language",
        type=click.Choice(["en", "zh-hans"]),
        default=language_of_shell,
        help="Language of what is said; by default that of the shell.",
    )(command)


def language_of_shell() -> Language:
    """Chinese where the shell speaks it."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh-hans" if said.lower().startswith("zh") else "en"


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl+C was pressed once; the second time ends the program at once."""
    pressed = False

    def note(_number: int, _frame: object) -> None:
        nonlocal pressed
        pressed = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
