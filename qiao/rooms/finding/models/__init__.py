from qiao.rooms.finding.models.bookmark import Bookmark
from qiao.rooms.finding.models.choice import FindingChoice
from qiao.rooms.finding.models.saved_search import SavedSearch

__all__ = ["Bookmark", "FindingChoice", "SavedSearch"]
