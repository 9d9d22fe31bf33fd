from qiao.rooms.offices.models.student import StudentRegistration

__all__ = ["StudentRegistration"]
