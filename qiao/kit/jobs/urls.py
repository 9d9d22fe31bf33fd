from django.urls import path

from qiao.kit.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("dead-letters/", views.dead_letters, name="dead-letters"),
    path("dead-letters/<uuid:letter_id>/", views.dead_letter, name="dead-letter"),
    path("dead-letters/<uuid:letter_id>/retry", views.retry, name="retry"),
    path("dead-letters/<uuid:letter_id>/discard", views.discard, name="discard"),
    path("<uuid:job_id>/", views.job, name="job"),
    path("<uuid:job_id>/progress", views.progress, name="progress"),
    path("<uuid:job_id>/cancellation", views.cancellation, name="cancellation"),
]
