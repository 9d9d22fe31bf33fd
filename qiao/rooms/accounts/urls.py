from django.urls import path

from qiao.rooms.accounts.views import invitations, operators, profile, reauthentication, tokens

app_name = "accounts"
urlpatterns = [
    path("", profile.profile, name="profile"),
    path("sessions/<int:session_id>/ending/", profile.session_ending, name="session_ending"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.token_new, name="token_new"),
    path("tokens/<uuid:token_id>/revocation/", tokens.token_revocation, name="token_revocation"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/new/", invitations.invitation_new, name="invitation_new"),
    path("invitations/<uuid:invitation_id>/", invitations.invitation_detail, name="invitation_detail"),
    path(
        "invitations/<uuid:invitation_id>/withdrawal/",
        invitations.invitation_withdrawal,
        name="invitation_withdrawal",
    ),
    path("invitation/", invitations.invitation, name="invitation"),
    path("invitation/acceptance/", invitations.invitation_acceptance, name="invitation_acceptance"),
    path("invitation/<str:token>/", invitations.invitation_link, name="invitation_link"),
    path("operators/", operators.operators, name="operators"),
    path("operators/<uuid:user_id>/ending/", operators.operatorship_ending, name="operatorship_ending"),
    path("reauthentication/", reauthentication.ReauthenticationView.as_view(), name="reauthentication"),
]
