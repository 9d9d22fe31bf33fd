from qiao.rooms.directory.domain.merge.carry_out import merge_organisations
from qiao.rooms.directory.domain.merge.compare import Difference, compare
from qiao.rooms.directory.domain.merge.undo import undo_merge

__all__ = ["Difference", "compare", "merge_organisations", "undo_merge"]
