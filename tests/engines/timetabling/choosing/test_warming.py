import pytest

from qiao.engines.timetabling.choosing import warming
from qiao.engines.timetabling.run import Run


def test_kernel_that_could_not_be_kept_is_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [RuntimeError("no compiled object yet for <Library 'anneal'>"), None]

    def cool() -> None:
        if error := answers.pop(0):
            raise error

    monkeypatch.setattr(warming, "IS_COMPILED", True)
    monkeypatch.setattr(warming, "_cool_a_triangle", cool)
    warming.compile_kernels.cache_clear()

    warming.warm(Run())

    assert answers == []


def test_other_faults_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def cool() -> None:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(warming, "IS_COMPILED", True)
    monkeypatch.setattr(warming, "_cool_a_triangle", cool)
    warming.compile_kernels.cache_clear()

    with pytest.raises(RuntimeError, match="out of memory"):
        warming.warm(Run())


def test_a_run_is_not_charged_for_compiling() -> None:
    run = Run(time_limit=5)

    warming.warm(run)

    assert run.left > 4
