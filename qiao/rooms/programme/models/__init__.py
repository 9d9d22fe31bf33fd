from qiao.rooms.programme.models.item import ProgrammeItem, Track
from qiao.rooms.programme.models.place import Place, TransferTime

__all__ = ["Place", "ProgrammeItem", "Track", "TransferTime"]
