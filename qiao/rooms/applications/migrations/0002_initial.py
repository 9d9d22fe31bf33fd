import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import qiao.kit.bilingual.fields
import qiao.kit.records
import qiao.kit.text
from qiao.kit.migration import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('applications', '0001_initial'),
        ('files', '0001_initial'),
        ('opportunities', '0001_initial'),
        ('profiles', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels([
        migrations.CreateModel(
            name='ApplicationDocument',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('kind', models.CharField(choices=[('cv', 'Curriculum vitae'), ('transcript', 'Transcript of records'), ('degree', 'Degree certificate'), ('plan', 'Research plan'), ('language', 'Language certificate'), ('portfolio', 'Portfolio'), ('other', 'Other document')], max_length=10, verbose_name='kind')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='applications.application', verbose_name='application')),
                ('requirement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='opportunities.documentrequirement', verbose_name='required document')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='files.storedfile', verbose_name='file')),
            ],
            options={
                'verbose_name': 'document of an application',
                'verbose_name_plural': 'documents of applications',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('application', 'requirement'), name='applications_one_per_requirement')],
            },
        ),
        migrations.CreateModel(
            name='ApplicationSnapshot',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('profile', models.JSONField(default=dict, verbose_name='profile as shown')),
                ('blind', models.JSONField(default=dict, verbose_name='profile without the name')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='snapshot', to='applications.application', verbose_name='application')),
            ],
            options={
                'verbose_name': 'profile as submitted',
                'verbose_name_plural': 'profiles as submitted',
            },
        ),
        migrations.CreateModel(
            name='ReferenceLetter',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('referee_name', qiao.kit.bilingual.fields.LineField(max_length=200, verbose_name='name of the referee')),
                ('referee_email', models.EmailField(max_length=254, validators=[qiao.kit.text.validate_line], verbose_name='e-mail of the referee')),
                ('relation', models.CharField(choices=[('supervisor', 'Supervisor of studies or thesis'), ('teacher', 'Teacher'), ('employer', 'Employer'), ('colleague', 'Colleague or co-author'), ('other', 'Other')], max_length=12, verbose_name='relation')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=10, verbose_name='language')),
                ('state', models.CharField(choices=[('asked', 'Asked for'), ('reminded', 'Reminded'), ('received', 'Received'), ('declined', 'Declined by the referee'), ('cancelled', 'Cancelled')], default='asked', max_length=10, verbose_name='state')),
                ('token_hash', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True, verbose_name='hash of the token')),
                ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='reminded at')),
                ('received_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='received at')),
                ('text', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=12000, verbose_name='text')),
                ('is_confidential', models.BooleanField(default=True, verbose_name='not shown to the applicant')),
                ('may_be_reused', models.BooleanField(default=False, verbose_name='may serve other applications')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='applications.application', verbose_name='application')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('reused_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='applications.referenceletter', verbose_name='taken from the letter')),
                ('stored', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='file')),
            ],
            options={
                'verbose_name': 'reference letter',
                'verbose_name_plural': 'reference letters',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['state', 'application'], name='applications_letters')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'reminded', 'received'))), fields=('application', 'referee_email'), name='applications_referee_once', violation_error_message='This referee has been asked already.'), models.CheckConstraint(condition=models.Q(models.Q(('received_at__isnull', False), ('state', 'received')), models.Q(models.Q(('state', 'received'), _negated=True), ('received_at', None), ('stored', None), ('text', '')), _connector='OR'), name='applications_letter_received_says_when')],
            },
        ),
        ]),
    ]
