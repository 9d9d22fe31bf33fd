from django.urls import path

from qiao.kit.ui import views

app_name = "ui"
urlpatterns = [path("ui/", views.gallery, name="gallery")]
