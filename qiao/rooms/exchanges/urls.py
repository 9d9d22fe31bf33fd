"""Addresses of the room, below the language."""

from django.urls import URLPattern, URLResolver, path, register_converter

from qiao.rooms.exchanges.views import (
    deadline,
    decision,
    delegation,
    exchange,
    invitation,
    member,
    offer,
    partner,
    paste,
)


class WayConverter:
    regex = "up|down"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(WayConverter, "way")

ONE, DELEGATION, MEMBER, PARTNER = (
    "<uuid:pk>/",
    "delegations/<uuid:pk>/",
    "members/<uuid:pk>/",
    "partners/<uuid:pk>/",
)

app_name = "exchanges"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", exchange.exchanges, name="exchanges"),
    path("new/", exchange.exchange_new, name="exchange_new"),
    path("organisations/", exchange.organisation_options, name="organisation_options"),
    path("invitation/refusal/", invitation.invitation_refusal, name="invitation_refusal"),
    path("invitation/declined/", invitation.invitation_declined, name="invitation_declined"),
    path(ONE, exchange.exchange, name="exchange"),
    path(f"{ONE}profile/", exchange.exchange_edit, name="exchange_edit"),
    path(f"{ONE}clone/", exchange.exchange_clone, name="exchange_clone"),
    path(f"{ONE}archiving/", exchange.exchange_archiving, name="exchange_archiving"),
    path(f"{ONE}partners/", partner.partners, name="partners"),
    path(PARTNER, partner.partner, name="partner"),
    path(f"{PARTNER}place/<way:way>/", partner.partner_place, name="partner_place"),
    path(f"{PARTNER}role/", partner.partner_role, name="partner_role"),
    path(f"{PARTNER}quota/", partner.partner_quota, name="partner_quota"),
    path(f"{PARTNER}approval/", partner.partner_approval, name="partner_approval"),
    path(f"{PARTNER}sender/", partner.partner_sender, name="partner_sender"),
    path(f"{PARTNER}removal/", partner.partner_removal, name="partner_removal"),
    path(f"{ONE}deadlines/", deadline.deadlines, name="deadlines"),
    path("deadlines/<uuid:pk>/removal/", deadline.deadline_removal, name="deadline_removal"),
    path(f"{ONE}decisions/", decision.decisions, name="decisions"),
    path(f"{ONE}consents/", decision.consents, name="consents"),
    path(f"{ONE}admissions/", decision.admissions, name="admissions"),
    path("decisions/<uuid:pk>/", decision.decision, name="decision"),
    path("decisions/<uuid:pk>/consent/", decision.decision_consent, name="decision_consent"),
    path("decisions/<uuid:pk>/refusal/", decision.decision_refusal, name="decision_refusal"),
    path("decisions/<uuid:pk>/withdrawal/", decision.decision_withdrawal, name="decision_withdrawal"),
    path(f"{ONE}delegations/", delegation.delegations, name="delegations"),
    path(f"{ONE}delegations/new/", delegation.delegation_new, name="delegation_new"),
    path(f"{ONE}delegations/table/", paste.delegations_paste, name="delegations_paste"),
    path(DELEGATION, delegation.delegation, name="delegation"),
    path(f"{DELEGATION}members/new/", member.member_new, name="member_new"),
    path(f"{DELEGATION}seats/", delegation.delegation_seats, name="delegation_seats"),
    path(f"{DELEGATION}submission/", delegation.delegation_submission, name="delegation_submission"),
    path(f"{DELEGATION}approval/", delegation.delegation_approval, name="delegation_approval"),
    path(f"{DELEGATION}return/", delegation.delegation_return, name="delegation_return"),
    path(f"{DELEGATION}refusal/", delegation.delegation_refusal, name="delegation_refusal"),
    path(f"{DELEGATION}withdrawal/", delegation.delegation_withdrawal, name="delegation_withdrawal"),
    path(f"{DELEGATION}head/", delegation.delegation_head, name="delegation_head"),
    path(f"{DELEGATION}partner/", delegation.delegation_partner, name="delegation_partner"),
    path(MEMBER, member.member, name="member"),
    path(f"{MEMBER}swap/", member.member_swap, name="member_swap"),
    path(f"{MEMBER}invitation/", member.member_invitation, name="member_invitation"),
    path(f"{MEMBER}confirmation/", member.member_confirmation, name="member_confirmation"),
    path(f"{MEMBER}departure/", member.member_departure, name="member_departure"),
    path("offers/<uuid:pk>/acceptance/", offer.offer_acceptance, name="offer_acceptance"),
    path("offers/<uuid:pk>/refusal/", offer.offer_refusal, name="offer_refusal"),
]
