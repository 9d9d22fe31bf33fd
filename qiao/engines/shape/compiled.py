"""Compiles the kernels where numba is installed (the extra ``fast``); elsewhere they run as they stand.

The kernels are written in whole numbers below 2**62 and flat columns, so that both ways give the same plan to
the last bit: numba works on NumPy arrays, CPython on lists, which it reads faster than arrays.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

import numpy as np

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

IS_COMPILED = find_spec("numba") is not None
WIDEST = 62  # slots that a mask of 64 bits holds safely


def kernel(function: Kernel) -> Kernel:
    """Compiled on first use and kept on disk; other threads run meanwhile."""
    if not IS_COMPILED:
        return function
    compiled: Kernel = import_module("numba").njit(cache=True, nogil=True)(function)
    return compiled


def column(values: Any) -> Any:
    """Whole numbers as the kernels want them."""
    return np.array(values, dtype=np.int64) if IS_COMPILED else [int(value) for value in values]


def narrow(values: Any) -> Any:
    """The same for numbers below 2**31, in half the room: what is read in no order should be near."""
    return np.array(values, dtype=np.int32) if IS_COMPILED else [int(value) for value in values]
