from django.urls import path

from qiao.kit.activity import views

app_name = "activity"
urlpatterns = [
    path("", views.log, name="log"),
    path("mine/", views.own_log, name="own-log"),
]
