from qiao.rooms.programme.models.item import ProgrammeItem, Track
from qiao.rooms.programme.models.place import Place, TransferTime
from qiao.rooms.programme.models.release import CalendarFeed, Release

__all__ = ["CalendarFeed", "Place", "ProgrammeItem", "Release", "Track", "TransferTime"]
