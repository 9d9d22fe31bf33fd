"""Addresses of the directory, below the language."""

from django.urls import URLPattern, URLResolver, path, register_converter

from qiao.rooms.directory.enums import Publication
from qiao.rooms.directory.views import (
    affiliation,
    claim,
    membership,
    merge,
    name,
    organisation,
    overview,
    part,
    person,
)


class PublicationConverter:
    regex = "|".join(Publication.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(PublicationConverter, "publication")

app_name = "directory"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("mine/", overview.mine, name="mine"),
    path("organisations/", organisation.organisations, name="organisations"),
    path("organisations/suggestions/", organisation.suggestions, name="suggestions"),
    path("organisations/new/", organisation.organisation_new, name="organisation_new"),
    path("organisations/<uuid:pk>/", organisation.organisation, name="organisation"),
    path("organisations/<uuid:pk>/profile/", organisation.organisation_edit, name="organisation_edit"),
    path("organisations/<uuid:pk>/logo/", organisation.organisation_logo, name="organisation_logo"),
    path(
        "organisations/<uuid:pk>/publication/<publication:state>/",
        organisation.organisation_publication,
        name="organisation_publication",
    ),
    path("organisations/<uuid:pk>/members/", membership.members, name="members"),
    path("organisations/<uuid:pk>/claim/", claim.claim_new, name="claim_new"),
    path("organisations/<uuid:pk>/duplicates/", merge.merge_partners, name="merge_partners"),
    path("organisations/<uuid:pk>/merge/<uuid:absorbed_pk>/", merge.merge, name="merge"),
    path("organisations/<uuid:pk>/difference/<uuid:other_pk>/", merge.difference, name="difference"),
    path("members/<uuid:pk>/role/", membership.member_role, name="member_role"),
    path("members/<uuid:pk>/ownership/", membership.member_ownership, name="member_ownership"),
    path("members/<uuid:pk>/removal/", membership.member_removal, name="member_removal"),
    path("members/<uuid:pk>/departure/", membership.member_departure, name="member_departure"),
    path("claims/<uuid:pk>/approval/", claim.claim_approval, name="claim_approval"),
    path("claims/<uuid:pk>/refusal/", claim.claim_refusal, name="claim_refusal"),
    path("claims/<uuid:pk>/withdrawal/", claim.claim_withdrawal, name="claim_withdrawal"),
    path("duplicates/", merge.duplicates, name="duplicates"),
    path("merges/<uuid:pk>/undoing/", merge.merge_undoing, name="merge_undoing"),
    path("parts/<slug:noun>/of/<uuid:pk>/new/", part.part_new, name="part_new"),
    path("parts/<slug:noun>/<uuid:pk>/", part.part_edit, name="part_edit"),
    path("parts/<slug:noun>/<uuid:pk>/removal/", part.part_removal, name="part_removal"),
    path("names/<slug:noun>/of/<uuid:pk>/new/", name.name_new, name="name_new"),
    path("names/<slug:noun>/<uuid:pk>/", name.name_edit, name="name_edit"),
    path("names/<slug:noun>/<uuid:pk>/removal/", name.name_removal, name="name_removal"),
    path("people/", person.people, name="people"),
    path("people/new/", person.person_new, name="person_new"),
    path("people/me/", person.own_person, name="own_person"),
    path("people/<uuid:pk>/", person.person, name="person"),
    path("people/<uuid:pk>/profile/", person.person_edit, name="person_edit"),
    path("people/<uuid:pk>/visibility/", person.person_visibility, name="person_visibility"),
    path("people/<uuid:pk>/photo/", person.person_photo, name="person_photo"),
    path("people/<uuid:pk>/removal/", person.person_removal, name="person_removal"),
    path("people/<uuid:pk>/affiliations/new/", affiliation.affiliation_new, name="affiliation_new"),
    path("affiliations/<uuid:pk>/", affiliation.affiliation_edit, name="affiliation_edit"),
    path("affiliations/<uuid:pk>/removal/", affiliation.affiliation_removal, name="affiliation_removal"),
]
