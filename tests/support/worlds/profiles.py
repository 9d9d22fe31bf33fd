"""A profile with a study, a file and a public page, and an empty one for whoever else has an organisation."""

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from qiao.rooms.profiles.domain.entry import add_entry
from qiao.rooms.profiles.domain.file import add_file
from qiao.rooms.profiles.domain.profile import change_profile, own_profile, set_audiences, set_page
from qiao.rooms.profiles.enums import PaperKind
from qiao.rooms.profiles.models import Education

if TYPE_CHECKING:
    from tests.support.world import World

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def fill(world: "World") -> dict[str, str]:
    owner = world.users["owner"]
    own_profile(world.users["manager"])
    profile = change_profile(
        own_profile(owner), actor=owner, values={"name_zh": "林文", "name_en": "Wen Lin"}
    )
    set_audiences(profile, actor=owner, audiences={"name": "public"})
    profile = set_page(profile, actor=owner, has_page=True)
    values = {"institution_en": "Columbia University", "level": "master", "starts": "2097-09"}
    study = add_entry(profile, Education, actor=owner, values=values)
    file = add_file(profile, actor=owner, kind=PaperKind.CV, upload=ContentFile(PDF, "cv.pdf"))
    world.rows["profile"] = profile
    return {
        "profiles/pk": str(profile.pk),
        "profiles/profile_id": str(profile.pk),
        "own/sections/section": "education",
        "<slug:section>/pk": str(study.pk),
        "own/files/pk": str(file.pk),
        "looks/eyes": "hosts",
        "resume/language": "en",
    }
