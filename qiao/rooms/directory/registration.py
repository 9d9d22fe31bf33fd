"""What this room tells the others, once the models are loaded."""

from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects as activity_subjects
from qiao.kit.bilingual.search import searchable
from qiao.kit.classification import classify, subject_links
from qiao.kit.files.access import FileAccess, file_access
from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.kit.ui.home import home_sections
from qiao.kit.ui.navigation import NavEntry, navigation
from qiao.rooms.accounts.purposes import Purpose, invitation_purposes
from qiao.rooms.accounts.scopes import Scope, scopes
from qiao.rooms.accounts.sections import Section, account_sections
from qiao.rooms.directory import home, models, rules, subjects
from qiao.rooms.directory.domain import display, erasure, files, membership
from qiao.rooms.directory.domain.part import FILE_ACCESS
from qiao.rooms.directory.domain.person import PHOTO_ACCESS
from qiao.rooms.directory.sentences import ACTIONS
from qiao.rooms.privacy.reasons import PARTICIPATION, reasons


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    searchable.register("directory.organisation", display.organisation_entries)
    searchable.register("directory.person", display.person_entries)
    file_access.register(FILE_ACCESS, FileAccess(files.may_read_of_organisation))
    file_access.register(PHOTO_ACCESS, FileAccess(files.may_read_of_person))
    invitation_purposes.register(membership.PURPOSE, MEMBERSHIP)
    scopes.register("directory.read", Scope(_("Read the directory as you see it")))
    scopes.register("directory.write", Scope(_("Change entries of the directory that you manage")))
    navigation.register("directory.organisations", ORGANISATIONS)
    navigation.register("directory.people", PEOPLE)
    home_sections.register("directory.origins", home.origins)
    home_sections.register("directory.featured", home.featured)
    account_sections.register("directory.mine", Section(_("My organisations"), "directory:mine", 50))
    subject_links.register("directory.person", erasure.with_person_ids)
    activity_subjects.register("directory.organisation", subjects.organisations)
    activity_subjects.register("directory.person", subjects.people)
    mail_templates.register("directory.claim_made", CLAIM_MADE)
    mail_templates.register("directory.claim_answered", CLAIM_ANSWERED)
    reasons.register("directory", PARTICIPATION)
    _classify_entries()
    _classify_people()


MEMBERSHIP = Purpose(
    label=_("membership of an organisation"),
    accept=membership.accept,
    describe=membership.describe,
    may_invite=membership.may_invite,
    next_url=membership.next_url,
)
ORGANISATIONS = NavEntry(_("Organisations"), "directory:organisations", "building-2", 20)
PEOPLE = NavEntry(_("People"), "directory:people", "users", 30)


SAMPLE = {
    "organisation": "Columbia University",
    "claimed_name": "Lin Wen",
    "matched_domain": "columbia.edu",
    "is_approved": True,
    "reason": "",
    "url": "https://qiao.example/en/directory/",
}
CLAIM_MADE = MailTemplate(
    prefix="mail/directory/claim_made", sample=SAMPLE, label=_("Somebody asks to belong to an organisation")
)
CLAIM_ANSWERED = MailTemplate(
    prefix="mail/directory/claim_answered", sample=SAMPLE, label=_("Answer to a request to belong")
)


def _classify_entries() -> None:
    """Nothing in these rows is about a person."""
    for model in (
        models.DifferentOrganisations,
        models.Equipment,
        models.Fact,
        models.Film,
        models.GalleryImage,
        models.MergeRecord,
        models.Organisation,
        models.OrganisationDomain,
        models.OrganisationField,
        models.OrganisationName,
        models.Unit,
        models.UnitField,
    ):
        common = {"id", "created_at", "updated_at"}
        classify(
            model, plain=[field.name for field in model._meta.concrete_fields if field.name not in common]
        )


def _classify_people() -> None:
    classify(
        models.Affiliation,
        plain=["organisation", "unit", "starts_on", "ends_on"],
        personal=["person", "position_zh", "position_en"],
        find=erasure.find_affiliations,
        erase=erasure.remove,
    )
    classify(
        models.AffiliationClaim,
        plain=["organisation", "state", "decided_at", "decided_by"],
        personal=["user", "claimed_name", "position_zh", "position_en", "matched_domain", "note", "reason"],
        find=erasure.find_claims,
        erase=erasure.remove,
    )
    classify(
        models.Contact,
        plain=["organisation", "unit", "visibility", "position"],
        personal=["person", "role_zh", "role_en", "email", "phone"],
        find=erasure.find_contacts,
        erase=erasure.remove,
    )
    classify(
        models.Membership,
        plain=["organisation", "role"],
        personal=["user"],
        find=erasure.find_memberships,
        erase=erasure.remove,
    )
    classify(
        models.Person,
        plain=["visibility", "email_visibility", "phone_visibility", "consented_at", "provenance"],
        personal=[
            *("user", "name_zh", "name_en", "sort_zh", "sort_en", "orcid", "photo"),
            *("about_zh", "about_en", "languages", "email", "phone", "consent_basis", "source_note"),
        ],
        find=erasure.find_people,
        erase=erasure.erase_people,
    )
    classify(
        models.PersonName,
        plain=["language", "kind", "order", "is_preferred"],
        personal=["person", "value", "family", "given", "folded", "source"],
        find=erasure.find_names,
        erase=erasure.remove,
    )
