from qiao.rooms.directory.models.claim import AffiliationClaim
from qiao.rooms.directory.models.contact import Contact
from qiao.rooms.directory.models.field import OrganisationField, UnitField
from qiao.rooms.directory.models.membership import Membership
from qiao.rooms.directory.models.merge import DifferentOrganisations, MergeRecord
from qiao.rooms.directory.models.name import OrganisationDomain, OrganisationName
from qiao.rooms.directory.models.organisation import Organisation
from qiao.rooms.directory.models.person import Affiliation, Person, PersonName
from qiao.rooms.directory.models.showcase import Fact, Film, GalleryImage
from qiao.rooms.directory.models.unit import Equipment, Unit

__all__ = [
    "Affiliation",
    "AffiliationClaim",
    "Contact",
    "DifferentOrganisations",
    "Equipment",
    "Fact",
    "Film",
    "GalleryImage",
    "Membership",
    "MergeRecord",
    "Organisation",
    "OrganisationDomain",
    "OrganisationField",
    "OrganisationName",
    "Person",
    "PersonName",
    "Unit",
    "UnitField",
]
