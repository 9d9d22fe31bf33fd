import django.db.models.deletion
import qiao.kit.jobs.models.schedule
import qiao.kit.records
import qiao.kit.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('django_tasks_database', '0021_conditional_partial_index_ordering'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkerPresence',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('worker', models.CharField(max_length=64, unique=True, verbose_name='worker')),
                ('host', models.CharField(max_length=255, verbose_name='machine')),
                ('pid', models.PositiveIntegerField(verbose_name='number of the operating system')),
                ('queues', models.JSONField(blank=True, default=list, verbose_name='queues')),
                ('seen_at', models.DateTimeField(verbose_name='last seen')),
                ('expires_at', models.DateTimeField(db_index=True, verbose_name='expires at')),
            ],
            options={
                'verbose_name': 'worker',
                'verbose_name_plural': 'workers',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='DeadLetter',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('attempt', models.PositiveIntegerField(verbose_name='attempt')),
                ('error_code', models.CharField(max_length=64, verbose_name='error code')),
                ('error_text', models.CharField(max_length=500, verbose_name='error')),
                ('error_values', models.JSONField(blank=True, default=dict, verbose_name='values of the error')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dead_letters', to='django_tasks_database.dbtaskresult', verbose_name='task')),
            ],
            options={
                'verbose_name': 'dead letter',
                'verbose_name_plural': 'dead letters',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('task', 'attempt'), name='jobs_dead_letter_once')],
            },
        ),
        migrations.CreateModel(
            name='DeadLetterDecision',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('decision', models.CharField(choices=[('retry', 'try again'), ('discard', 'discard')], max_length=10, verbose_name='decision')),
                ('reason', models.CharField(blank=True, max_length=1000, validators=[qiao.kit.text.validate_body], verbose_name='reason')),
                ('dead_letter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='decision', to='jobs.deadletter', verbose_name='dead letter')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
            ],
            options={
                'verbose_name': 'decision about a dead letter',
                'verbose_name_plural': 'decisions about dead letters',
                'constraints': [models.CheckConstraint(condition=models.Q(('decision', 'discard'), ('reason', ''), _negated=True), name='jobs_discard_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('title', models.CharField(max_length=200, validators=[qiao.kit.text.validate_line], verbose_name='title')),
                ('title_values', models.JSONField(blank=True, default=dict, verbose_name='values of the title')),
                ('subject_type', models.CharField(blank=True, max_length=100, verbose_name='kind')),
                ('subject_id', models.UUIDField(blank=True, null=True, verbose_name='on what')),
                ('queue', models.CharField(max_length=32, verbose_name='queue')),
                ('effect_key', models.CharField(blank=True, max_length=200, null=True, unique=True, verbose_name='effect key')),
                ('progress_done', models.PositiveBigIntegerField(default=0, verbose_name='progress')),
                ('progress_total', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='total')),
                ('progress_note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('progress_values', models.JSONField(blank=True, default=dict, verbose_name='values of the note')),
                ('position', models.CharField(blank=True, max_length=255, verbose_name='position')),
                ('cancel_requested_at', models.DateTimeField(blank=True, null=True, verbose_name='cancellation asked at')),
                ('result', models.JSONField(blank=True, default=dict, verbose_name='result')),
                ('error_code', models.CharField(blank=True, max_length=64, verbose_name='error code')),
                ('error_text', models.CharField(blank=True, max_length=500, verbose_name='error')),
                ('error_values', models.JSONField(blank=True, default=dict, verbose_name='values of the error')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('cancel_requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cancellation asked by')),
                ('task', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='job', to='django_tasks_database.dbtaskresult', verbose_name='task')),
            ],
            options={
                'verbose_name': 'background job',
                'verbose_name_plural': 'background jobs',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['asked_by', '-id'], name='jobs_job_asked_by'), models.Index(fields=['subject_type', 'subject_id', '-id'], name='jobs_job_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('cancel_requested_by', None), models.Q(('cancel_requested_at', None), _negated=True), _connector='OR'), name='jobs_job_cancelled_at_some_time'), models.CheckConstraint(condition=models.Q(('effect_key', ''), _negated=True), name='jobs_job_effect_key_said')],
            },
        ),
        migrations.CreateModel(
            name='Lease',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('worker', models.CharField(max_length=64, verbose_name='worker')),
                ('attempt', models.PositiveIntegerField(verbose_name='attempt')),
                ('expires_at', models.DateTimeField(db_index=True, verbose_name='expires at')),
                ('task', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='lease', to='django_tasks_database.dbtaskresult', verbose_name='task')),
            ],
            options={
                'verbose_name': 'lease',
                'verbose_name_plural': 'leases',
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('name', models.CharField(max_length=100, unique=True, validators=[qiao.kit.text.validate_line], verbose_name='name')),
                ('task_path', models.CharField(max_length=255, verbose_name='task')),
                ('arguments', models.JSONField(blank=True, default=dict, verbose_name='arguments')),
                ('title', models.CharField(max_length=200, validators=[qiao.kit.text.validate_line], verbose_name='title')),
                ('every_seconds', models.PositiveIntegerField(blank=True, null=True, verbose_name='every so many seconds')),
                ('at', models.TimeField(blank=True, null=True, verbose_name='time of day')),
                ('weekdays', models.JSONField(blank=True, default=list, verbose_name='weekdays')),
                ('zone', models.CharField(default='UTC', max_length=64, validators=[qiao.kit.jobs.models.schedule.validate_zone], verbose_name='time zone')),
                ('starts_at', models.DateTimeField(verbose_name='starts at')),
            ],
            options={
                'verbose_name': 'schedule',
                'verbose_name_plural': 'schedules',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('at', None), ('every_seconds__gt', 0)), models.Q(('at__isnull', False), ('every_seconds', None)), _connector='OR'), name='jobs_schedule_one_rule')],
            },
        ),
        migrations.CreateModel(
            name='ScheduledRun',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('due_at', models.DateTimeField(verbose_name='due at')),
                ('job', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='scheduled_run', to='jobs.job', verbose_name='background job')),
                ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='jobs.schedule', verbose_name='schedule')),
            ],
            options={
                'verbose_name': 'scheduled run',
                'verbose_name_plural': 'scheduled runs',
                'ordering': ['-due_at'],
                'constraints': [models.UniqueConstraint(fields=('schedule', 'due_at'), name='jobs_run_once')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('number', models.PositiveIntegerField(verbose_name='attempt')),
                ('worker', models.CharField(max_length=64, verbose_name='worker')),
                ('started_at', models.DateTimeField(verbose_name='started at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('outcome', models.CharField(choices=[('running', 'running'), ('succeeded', 'succeeded'), ('failed', 'failed'), ('transient', 'failed for the moment'), ('lost', 'worker lost'), ('over-limit', 'took too long'), ('cancelled', 'cancelled'), ('handed-back', 'handed back by a stopping worker')], default='running', max_length=16, verbose_name='result')),
                ('error_code', models.CharField(blank=True, max_length=64, verbose_name='error code')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='django_tasks_database.dbtaskresult', verbose_name='task')),
            ],
            options={
                'verbose_name': 'attempt',
                'verbose_name_plural': 'attempts',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('task', 'number'), name='jobs_attempt_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('outcome', 'running')), models.Q(models.Q(('outcome', 'running'), _negated=True), models.Q(('ended_at', None), _negated=True)), _connector='OR'), name='jobs_attempt_ended_with_outcome')],
            },
        ),
    ]
