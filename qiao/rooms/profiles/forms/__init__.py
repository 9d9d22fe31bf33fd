from qiao.rooms.profiles.forms.entries import ENTRY_FORMS, EntryForm
from qiao.rooms.profiles.forms.profile import AudiencesForm, BasicsForm, FileForm, ImportForm, TakingForm

__all__ = [
    "ENTRY_FORMS",
    "AudiencesForm",
    "BasicsForm",
    "EntryForm",
    "FileForm",
    "ImportForm",
    "TakingForm",
]
