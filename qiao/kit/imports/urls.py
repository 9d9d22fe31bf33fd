from django.urls import path

from qiao.kit.imports.views import begin, finish, prepare

app_name = "imports"
urlpatterns = [
    path("", begin.imports, name="imports"),
    path("new/<str:importer>/", begin.New.as_view(), name="new"),
    path("template/<str:importer>/", begin.template, name="template"),
    path("<uuid:pk>/", finish.show, name="import"),
    path("<uuid:pk>/mapping", prepare.Mapping.as_view(), name="mapping"),
    path("<uuid:pk>/table", prepare.Table.as_view(), name="table"),
    path("<uuid:pk>/check", prepare.check, name="check"),
    path("<uuid:pk>/progress", finish.progress, name="progress"),
    path("<uuid:pk>/problems", finish.problems, name="problems"),
    path("<uuid:pk>/duplicates", finish.Duplicates.as_view(), name="duplicates"),
    path("<uuid:pk>/decision", finish.decision, name="decision"),
    path("<uuid:pk>/rows", finish.rows, name="rows"),
    path("<uuid:pk>/commit", finish.commit, name="commit"),
    path("<uuid:pk>/undo", finish.undo, name="undo"),
    path("<uuid:pk>/discarding", prepare.discarding, name="discarding"),
]
