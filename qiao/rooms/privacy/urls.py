from django.urls import path

from qiao.rooms.privacy.views import desk, own, requests

app_name = "privacy"
urlpatterns = [
    path("", own.notice, name="notice"),
    path("my-data/", own.my_data, name="my-data"),
    path("consents/", own.consents, name="consents"),
    path("texts/<uuid:text_id>/consent", own.consent, name="consent"),
    path("texts/<uuid:text_id>/withdrawal", own.withdrawal, name="withdrawal"),
    path("exports/", own.exports, name="exports"),
    path("exports/<uuid:export_id>/", own.export, name="export"),
    path("exports/<uuid:export_id>/file", own.export_file, name="export-file"),
    path("exports/by-link/<str:token>/", own.export_by_link, name="export-by-link"),
    path("requests/new/", requests.request_new, name="request-new"),
    path("requests/by-email/", requests.request_by_email, name="request-by-email"),
    path("requests/sent/", requests.request_sent, name="request-sent"),
    path("requests/confirmation/<str:token>/", requests.request_confirmation, name="request-confirmation"),
    path("requests/<uuid:request_id>/", requests.request_detail, name="request"),
    path("requests/<uuid:request_id>/withdrawal", requests.request_withdrawal, name="request-withdrawal"),
    path("certificates/<str:token>/", requests.certificate, name="certificate"),
    path("desk/", desk.desk, name="desk"),
    path("desk/<uuid:request_id>/", desk.desk_request, name="desk-request"),
    path("desk/<uuid:request_id>/approval", desk.approval, name="approval"),
    path("desk/<uuid:request_id>/refusal", desk.refusal, name="refusal"),
    path("register/", desk.register, name="register"),
    path("purposes/", desk.purposes, name="purposes"),
    path("purposes/new/", desk.purpose_new, name="purpose-new"),
    path("purposes/<uuid:purpose_id>/text", desk.purpose_text, name="purpose-text"),
    path("purposes/<uuid:purpose_id>/retirement", desk.purpose_retirement, name="purpose-retirement"),
    path("controllers/new/", desk.controller_new, name="controller-new"),
    path("controllers/<uuid:controller_id>/", desk.controller, name="controller"),
]
