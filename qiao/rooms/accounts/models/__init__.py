from qiao.rooms.accounts.models.invitation import Invitation
from qiao.rooms.accounts.models.operatorship import Operatorship
from qiao.rooms.accounts.models.token import ApiToken
from qiao.rooms.accounts.models.user import User

__all__ = ["ApiToken", "Invitation", "Operatorship", "User"]
