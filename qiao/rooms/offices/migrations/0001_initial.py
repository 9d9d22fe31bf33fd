import django.db.models.deletion
import qiao.kit.bilingual.fields
import qiao.kit.records
import qiao.kit.text
import qiao.rooms.directory.validators
from django.conf import settings
from django.db import migrations, models

from qiao.kit.migration import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0002_partial_index_of_merged'),
        ('opportunities', '0001_initial'),
        ('profiles', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels([
        migrations.CreateModel(
            name='HostApproval',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('state', models.CharField(choices=[('asked', 'Asked for'), ('approved', 'Approved'), ('refused', 'Refused'), ('revoked', 'Revoked')], max_length=10, verbose_name='state')),
                ('message', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=1000, verbose_name='message to the office')),
                ('asked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='asked at')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided at')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals_as_host', to='directory.organisation', verbose_name='host')),
                ('university', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='directory.organisation', verbose_name='university')),
            ],
            options={
                'verbose_name': 'approval of a host',
                'verbose_name_plural': 'approvals of hosts',
                'ordering': ['-id'],
                'abstract': False,
                'indexes': [models.Index(fields=['university', 'state', 'id'], name='offices_hosts')],
                'constraints': [models.UniqueConstraint(fields=('university', 'host'), name='offices_host_once'), models.CheckConstraint(condition=models.Q(('host', models.F('university')), _negated=True), name='offices_host_is_another'), models.CheckConstraint(condition=models.Q(models.Q(('asked_at__isnull', False), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='offices_host_says_when')],
            },
        ),
        migrations.CreateModel(
            name='HostApprovalStep',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('from_state', models.CharField(blank=True, choices=[('asked', 'Asked for'), ('approved', 'Approved'), ('refused', 'Refused'), ('revoked', 'Revoked')], max_length=10, verbose_name='from')),
                ('to_state', models.CharField(choices=[('asked', 'Asked for'), ('approved', 'Approved'), ('refused', 'Refused'), ('revoked', 'Revoked')], max_length=10, verbose_name='to')),
                ('reason', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=1000, verbose_name='reason')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='offices.hostapproval', verbose_name='approval of a host')),
            ],
            options={
                'verbose_name': 'step of an approval of a host',
                'verbose_name_plural': 'steps of approvals of hosts',
                'ordering': ['id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('to_state__in', ('refused', 'revoked')), _negated=True), _connector='OR'), name='offices_host_step_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='OfficeSettings',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('host_covers_postings', models.BooleanField(default=False, help_text='A single posting can still be refused or revoked.', verbose_name='an approved host may post without asking each time')),
                ('contact', qiao.kit.bilingual.fields.LineField(blank=True, max_length=100, verbose_name='contact person')),
                ('email', models.EmailField(blank=True, max_length=254, validators=[qiao.kit.text.validate_line, qiao.rooms.directory.validators.validate_mail_host], verbose_name='e-mail')),
                ('phone', qiao.kit.bilingual.fields.LineField(blank=True, max_length=40, validators=[qiao.rooms.directory.validators.validate_phone], verbose_name='phone')),
                ('note_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=2000, verbose_name='note to hosts (Chinese)')),
                ('note_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=2000, verbose_name='note to hosts (English)')),
                ('university', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='office_settings', to='directory.organisation', verbose_name='university')),
            ],
            options={
                'verbose_name': 'settings of a career office',
                'verbose_name_plural': 'settings of career offices',
            },
        ),
        migrations.CreateModel(
            name='PostingApproval',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('state', models.CharField(choices=[('asked', 'Asked for'), ('approved', 'Approved'), ('refused', 'Refused'), ('revoked', 'Revoked')], max_length=10, verbose_name='state')),
                ('message', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=1000, verbose_name='message to the office')),
                ('asked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='asked at')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided at')),
                ('opportunity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='opportunities.opportunity', verbose_name='opportunity')),
                ('university', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='directory.organisation', verbose_name='university')),
            ],
            options={
                'verbose_name': 'approval of a posting',
                'verbose_name_plural': 'approvals of postings',
                'ordering': ['-id'],
                'abstract': False,
                'indexes': [models.Index(fields=['university', 'state', 'id'], name='offices_postings')],
                'constraints': [models.UniqueConstraint(fields=('university', 'opportunity'), name='offices_posting_once'), models.CheckConstraint(condition=models.Q(models.Q(('asked_at__isnull', False), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='offices_posting_says_when')],
            },
        ),
        migrations.CreateModel(
            name='PostingApprovalStep',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('from_state', models.CharField(blank=True, choices=[('asked', 'Asked for'), ('approved', 'Approved'), ('refused', 'Refused'), ('revoked', 'Revoked')], max_length=10, verbose_name='from')),
                ('to_state', models.CharField(choices=[('asked', 'Asked for'), ('approved', 'Approved'), ('refused', 'Refused'), ('revoked', 'Revoked')], max_length=10, verbose_name='to')),
                ('reason', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=1000, verbose_name='reason')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='offices.postingapproval', verbose_name='approval of a posting')),
            ],
            options={
                'verbose_name': 'step of an approval of a posting',
                'verbose_name_plural': 'steps of approvals of postings',
                'ordering': ['id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('to_state__in', ('refused', 'revoked')), _negated=True), _connector='OR'), name='offices_posting_step_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('note_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=1000, verbose_name='note to students (Chinese)')),
                ('note_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=1000, verbose_name='note to students (English)')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn at')),
                ('opportunity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recommendations', to='opportunities.opportunity', verbose_name='opportunity')),
                ('recommended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recommended by')),
                ('university', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='directory.organisation', verbose_name='university')),
            ],
            options={
                'verbose_name': 'recommendation',
                'verbose_name_plural': 'recommendations',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('university', 'opportunity'), name='offices_recommended_once')],
            },
        ),
        migrations.CreateModel(
            name='StudentRegistration',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('student_number', qiao.kit.bilingual.fields.LineField(blank=True, max_length=40, verbose_name='student number')),
                ('matched_domain', models.CharField(blank=True, editable=False, max_length=253, verbose_name='matching domain')),
                ('wants_mails', models.BooleanField(default=False, verbose_name='gets mails about recommended postings')),
                ('state', models.CharField(choices=[('claimed', 'Waiting for the office'), ('confirmed', 'Confirmed'), ('refused', 'Refused'), ('ended', 'Ended')], default='claimed', max_length=10, verbose_name='state')),
                ('consented_at', models.DateTimeField(verbose_name='consented at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='profiles.profile', verbose_name='profile')),
                ('university', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registered_students', to='directory.organisation', verbose_name='university')),
            ],
            options={
                'verbose_name': 'registration of a student',
                'verbose_name_plural': 'registrations of students',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['university', 'state', 'id'], name='offices_students'), models.Index(fields=['state', 'id'], name='offices_students_standing')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('claimed', 'confirmed'))), fields=('university', 'profile'), name='offices_student_registered_once'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('confirmed', 'refused')), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='offices_student_decided_says_when')],
            },
        ),
        migrations.CreateModel(
            name='RegistrationStep',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('from_state', models.CharField(blank=True, choices=[('claimed', 'Waiting for the office'), ('confirmed', 'Confirmed'), ('refused', 'Refused'), ('ended', 'Ended')], max_length=10, verbose_name='from')),
                ('to_state', models.CharField(choices=[('claimed', 'Waiting for the office'), ('confirmed', 'Confirmed'), ('refused', 'Refused'), ('ended', 'Ended')], max_length=10, verbose_name='to')),
                ('reason', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=1000, verbose_name='reason')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='offices.studentregistration', verbose_name='registration of a student')),
            ],
            options={
                'verbose_name': 'step of a registration',
                'verbose_name_plural': 'steps of registrations',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('to_state', 'refused'), _negated=True), _connector='OR'), name='offices_student_step_with_reason')],
            },
        ),
        ]),
    ]
