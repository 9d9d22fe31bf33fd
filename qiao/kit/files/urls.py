from django.urls import path

from qiao.kit.files import views

app_name = "files"
urlpatterns = [
    path("<uuid:pk>/small/<str:name>", views.small, name="small"),
    path("<uuid:pk>/<str:name>", views.file, name="file"),
]
