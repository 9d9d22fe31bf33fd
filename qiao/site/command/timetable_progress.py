"""How far a solver is, as a line on a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from qiao.engines.shape.words import Language, Sentence, say
from qiao.engines.timetabling.run import Progress

say(
    {
        "command.working": ("working", "计算中"),
        "command.phase.bound": ("bound", "求上界"),
        "command.phase.annealing": ("annealing", "模拟退火"),
        "command.phase.proof": ("proof", "证明"),
        "command.phase.breaks": ("breaks", "减少间断"),
        "command.phase.conflict": ("conflict", "查找冲突"),
        "command.phase.staying": ("what stays", "保留安排"),
        "command.phase.refilled": ("refilling", "补充安排"),
        "command.phase.repair": ("repair", "修复"),
        "command.phase.windows": ("windows", "局部搜索"),
    }
)


class Timed(Protocol):
    @property
    def seconds(self) -> float: ...


P = TypeVar("P", bound=Timed)


@contextmanager
def showing(
    time_limit: float | None, language: Language, describe: Callable[[P, Language], str]
) -> Iterator[Callable[[P], None] | None]:
    """A line with a bar on a terminal, nothing elsewhere."""
    from rich.console import Console  # noqa: PLC0415 (slow import)
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 (slow import)
    from rich.progress import Progress as Bar  # noqa: PLC0415 (slow import)

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(Sentence("command.working").text(language), total=time_limit)

        def show(progress: P) -> None:
            bar.update(task, completed=progress.seconds, description=describe(progress, language))

        yield show


def described(progress: Progress, language: Language) -> str:
    """The phase, and each value beside its bound.

    >>> described(Progress(1.0, "bound", weight=10, weight_bound=12, breaks=3), "en")
    'bound  10/12  3'
    """
    weight = _pair(progress.weight, progress.weight_bound)
    breaks = _pair(progress.breaks, progress.breaks_bound)
    phase = Sentence(f"command.phase.{progress.phase}").text(language)
    return "  ".join(each for each in (phase, weight, breaks) if each)


def _pair(value: float | None, bound: float | None) -> str:
    if value is None and bound is None:
        return ""
    return f"{'?' if value is None else f'{value:g}'}{'' if bound is None else f'/{bound:g}'}"
