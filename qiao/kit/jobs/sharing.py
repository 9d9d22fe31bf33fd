"""Jobs on what several people run as equals: whoever may do the work may watch and stop it too.

A room registers, under the label of the subject's model, who shares the jobs on it.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from qiao.kit.registry import Registry

job_sharing: Registry[Callable[[Any, UUID], bool]] = Registry("sharing of jobs")
