from qiao.rooms.profiles.models.draft import ImportDraft
from qiao.rooms.profiles.models.education import Education
from qiao.rooms.profiles.models.entry import Entry
from qiao.rooms.profiles.models.experience import Experience
from qiao.rooms.profiles.models.file import ProfileFile
from qiao.rooms.profiles.models.profile import Profile
from qiao.rooms.profiles.models.publication import Honour, Publication
from qiao.rooms.profiles.models.skill import LanguageSkill, Skill

__all__ = [
    "Education",
    "Entry",
    "Experience",
    "Honour",
    "ImportDraft",
    "LanguageSkill",
    "Profile",
    "ProfileFile",
    "Publication",
    "Skill",
]
