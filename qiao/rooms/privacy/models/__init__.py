from qiao.rooms.privacy.models.consent import ConsentEntry
from qiao.rooms.privacy.models.controller import Controller
from qiao.rooms.privacy.models.export import DataExport
from qiao.rooms.privacy.models.purpose import Purpose, PurposeText
from qiao.rooms.privacy.models.request import DataSubjectRequest

__all__ = ["ConsentEntry", "Controller", "DataExport", "DataSubjectRequest", "Purpose", "PurposeText"]
