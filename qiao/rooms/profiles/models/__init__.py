from qiao.rooms.profiles.models.profile import Profile

__all__ = ["Profile"]
