import django.db.models.deletion
import qiao.kit.records
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        ('jobs', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('importer', models.CharField(max_length=60, verbose_name='what is imported')),
                ('state', models.CharField(choices=[('uploaded', 'Uploaded'), ('mapped', 'Columns assigned'), ('checked', 'Checked'), ('committing', 'Being imported'), ('committed', 'Imported'), ('undoing', 'Being undone'), ('undone', 'Undone'), ('failed', 'Failed'), ('discarded', 'Discarded')], default='uploaded', max_length=12, verbose_name='state')),
                ('revision', models.PositiveIntegerField(default=0, verbose_name='revision')),
                ('file_name', models.CharField(max_length=200, verbose_name='file name')),
                ('sheet', models.CharField(blank=True, max_length=100, verbose_name='sheet')),
                ('sheets', models.JSONField(blank=True, default=list, verbose_name='sheets')),
                ('headings', models.JSONField(default=list, verbose_name='headings')),
                ('samples', models.JSONField(blank=True, default=list, verbose_name='examples')),
                ('mapping', models.JSONField(default=list, verbose_name='columns')),
                ('options', models.JSONField(blank=True, default=dict, verbose_name='options')),
                ('row_count', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('problem_count', models.PositiveIntegerField(default=0, verbose_name='problems')),
                ('created_count', models.PositiveIntegerField(default=0, verbose_name='created')),
                ('updated_count', models.PositiveIntegerField(default=0, verbose_name='updated')),
                ('refusal', models.JSONField(blank=True, default=dict, verbose_name='refusal')),
                ('committed_at', models.DateTimeField(blank=True, null=True, verbose_name='imported at')),
                ('is_indexed', models.BooleanField(default=False, verbose_name='can be searched')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.storedfile', verbose_name='table')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job', verbose_name='job')),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='started by')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['uploaded', 'mapped', 'checked', 'committing', 'committed', 'undoing', 'undone', 'failed', 'discarded'])), name='imports_import_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['committed', 'undoing', 'undone']), _negated=True), ('committed_at__isnull', False), _connector='OR'), name='imports_import_committed_at_some_time')],
            },
        ),
        migrations.CreateModel(
            name='ImportProblem',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('position', models.PositiveIntegerField(verbose_name='order')),
                ('row', models.PositiveIntegerField(blank=True, null=True, verbose_name='row')),
                ('column', models.CharField(blank=True, max_length=3, verbose_name='column')),
                ('heading', models.CharField(blank=True, max_length=200, verbose_name='heading')),
                ('excerpt', models.CharField(blank=True, max_length=60, verbose_name='value')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='problem')),
                ('remedy_text', models.CharField(blank=True, max_length=500, verbose_name='remedy')),
                ('values', models.JSONField(blank=True, default=dict, verbose_name='details')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='imports.import', verbose_name='import')),
            ],
            options={
                'verbose_name': 'problem of an import',
                'verbose_name_plural': 'problems of imports',
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('source', 'position'), name='imports_problem_position')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('number', models.PositiveIntegerField(verbose_name='row')),
                ('title', models.CharField(max_length=300, verbose_name='entry')),
                ('draft', models.JSONField(blank=True, null=True, verbose_name='content')),
                ('candidates', models.JSONField(blank=True, default=list, verbose_name='possible duplicates')),
                ('choice', models.CharField(choices=[('undecided', 'Not decided yet'), ('create', 'Create a new entry'), ('update', 'Update the existing entry'), ('skip', 'Leave this row out')], default='create', max_length=10, verbose_name='decision')),
                ('target_id', models.UUIDField(blank=True, null=True, verbose_name='existing entry')),
                ('object_id', models.UUIDField(blank=True, null=True, verbose_name='written into')),
                ('before', models.JSONField(blank=True, null=True, verbose_name='what was there before')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='imports.import', verbose_name='import')),
            ],
            options={
                'verbose_name': 'row of an import',
                'verbose_name_plural': 'rows of imports',
                'ordering': ['number'],
                'indexes': [models.Index(fields=['source', 'choice', 'number'], name='imports_row_choice'), models.Index(fields=['object_id'], name='imports_row_object')],
                'constraints': [models.UniqueConstraint(fields=('source', 'number'), name='imports_row_number'), models.CheckConstraint(condition=models.Q(models.Q(('choice', 'update'), _negated=True), ('target_id__isnull', False), _connector='OR'), name='imports_row_update_has_target')],
            },
        ),
    ]
