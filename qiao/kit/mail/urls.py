from django.urls import path

from qiao.kit.mail.views import outbox, templates, unsubscribing

app_name = "mail"
urlpatterns = [
    path("", outbox.outbox, name="outbox"),
    path("<uuid:mail_id>/", outbox.mail, name="mail"),
    path("<uuid:mail_id>/html/", outbox.html, name="html"),
    path("<uuid:mail_id>/retry/", outbox.retry, name="retry"),
    path("<uuid:mail_id>/cancellation/", outbox.cancellation, name="cancellation"),
    path("addresses/", outbox.troubles, name="troubles"),
    path("addresses/<uuid:trouble_id>/clearing/", outbox.clearing, name="clearing"),
    path("templates/", templates.templates, name="templates"),
    path("templates/<str:name>/", templates.template, name="template"),
    path("templates/<str:name>/<str:language>/html/", templates.html, name="template-html"),
    path("templates/<str:name>/<str:language>/trial/", templates.trial, name="trial"),
    path("unsubscribe/<str:token>/", unsubscribing.unsubscription, name="unsubscribe"),
    path("unsubscribe/<str:token>/undo/", unsubscribing.resubscription, name="resubscribe"),
]
