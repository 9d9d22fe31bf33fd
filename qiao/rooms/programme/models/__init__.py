from qiao.rooms.programme.models.item import ProgrammeItem, Track
from qiao.rooms.programme.models.place import Place, TransferTime
from qiao.rooms.programme.models.speaker import Speaker

__all__ = ["Place", "ProgrammeItem", "Speaker", "Track", "TransferTime"]
