from qiao.rooms.applications.models.application import Application, ApplicationStep
from qiao.rooms.applications.models.document import ApplicationDocument
from qiao.rooms.applications.models.letter import ReferenceLetter
from qiao.rooms.applications.models.snapshot import ApplicationSnapshot

__all__ = [
    "Application",
    "ApplicationDocument",
    "ApplicationSnapshot",
    "ApplicationStep",
    "ReferenceLetter",
]
