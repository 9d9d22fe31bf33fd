from qiao.rooms.applications.models.application import Application, ApplicationStep

__all__ = ["Application", "ApplicationStep"]
