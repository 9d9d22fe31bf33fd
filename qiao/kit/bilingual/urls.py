from django.urls import path

from qiao.kit.bilingual.views import show_glossary

app_name = "bilingual"
urlpatterns = [path("glossary/", show_glossary, name="glossary")]
