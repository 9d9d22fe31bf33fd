"""The kernels give the same with and without numba."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qiao.engines.matching.columns import columns_of
from qiao.engines.matching.ties import kiraly, reduced, solve_largest
from qiao.engines.shape.compiled import IS_COMPILED
from qiao.engines.shape.run import Run
from tests.engines.matching.ties.rounds import hard

ROOT = Path(__file__).parents[4]
WITHOUT_NUMBA = """
import importlib.util, json

find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "numba" else find(name, *rest)

from qiao.engines.shape import compiled
from tests.engines.matching.ties.test_plain import found

print(json.dumps([compiled.IS_COMPILED, found()]))
"""


def found() -> list[list[int]]:
    columns = columns_of(hard(120, 40, ties=0.6, applicant_ties=0.4))
    left = reduced(columns)
    places = (kiraly(columns), solve_largest(columns, Run()).place)
    return [*(each.tolist() for each in places), left.start.tolist(), left.programme.tolist()]


@pytest.mark.skipif(not IS_COMPILED, reason="numba is not installed: there is one way only")
def test_the_kernels_give_the_same_without_compiling() -> None:
    plain = subprocess.run(
        [sys.executable, "-c", WITHOUT_NUMBA],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(plain.stdout) == [False, found()]
