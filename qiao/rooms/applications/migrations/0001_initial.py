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
        ('files', '0001_initial'),
        ('opportunities', '0001_initial'),
        ('profiles', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels([
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('complete', 'Complete'), ('under_review', 'Under review'), ('interview', 'Interview'), ('ranked', 'Ranked'), ('matched', 'Matched'), ('offered', 'Offered a place'), ('waiting', 'On the waiting list'), ('accepted', 'Accepted'), ('declined', 'Declined by the applicant'), ('withdrawn', 'Withdrawn'), ('closed', 'Closed')], default='draft', max_length=12, verbose_name='state')),
                ('statement', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=8000, verbose_name='statement')),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='submitted at')),
                ('completed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='complete since')),
                ('closing_reason', models.CharField(blank=True, choices=[('not_eligible', 'The requirements are not met'), ('incomplete', 'Documents or letters were missing at the deadline'), ('not_selected', 'Others were chosen'), ('places_taken', 'All places are taken'), ('offer_lapsed', 'The offer was not answered in time'), ('intake_cancelled', 'The host called this intake off'), ('placed_elsewhere', 'A place elsewhere in the same round was accepted'), ('other', 'Another reason')], max_length=20, verbose_name='closed because')),
                ('holds_place', models.BooleanField(default=False, editable=False, verbose_name='holds a place')),
                ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='draft reminder sent at')),
                ('intake', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='opportunities.intake', verbose_name='intake')),
                ('opportunity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='opportunities.opportunity', verbose_name='opportunity')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='profiles.profile', verbose_name='profile')),
                ('stage', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='opportunities.stage', verbose_name='stage')),
            ],
            options={
                'verbose_name': 'application',
                'verbose_name_plural': 'applications',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['intake', 'state', 'id'], name='applications_of_intake'), models.Index(fields=['opportunity', 'state', '-submitted_at', 'id'], name='applications_queue'), models.Index(fields=['profile', '-id'], name='applications_of_profile')],
                'constraints': [models.UniqueConstraint(fields=('profile', 'intake'), name='applications_one_per_intake'), models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'withdrawn', 'closed')), ('submitted_at__isnull', False), _connector='OR'), name='applications_submitted_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), models.Q(('closing_reason', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), _negated=True), ('closing_reason', '')), _connector='OR'), name='applications_closed_says_why'), models.CheckConstraint(condition=models.Q(('holds_place', False), ('state', 'accepted'), _connector='OR'), name='applications_place_of_the_accepted')],
            },
        ),
        migrations.CreateModel(
            name='ApplicationStep',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('from_state', models.CharField(blank=True, choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('complete', 'Complete'), ('under_review', 'Under review'), ('interview', 'Interview'), ('ranked', 'Ranked'), ('matched', 'Matched'), ('offered', 'Offered a place'), ('waiting', 'On the waiting list'), ('accepted', 'Accepted'), ('declined', 'Declined by the applicant'), ('withdrawn', 'Withdrawn'), ('closed', 'Closed')], max_length=12, verbose_name='from')),
                ('to_state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('complete', 'Complete'), ('under_review', 'Under review'), ('interview', 'Interview'), ('ranked', 'Ranked'), ('matched', 'Matched'), ('offered', 'Offered a place'), ('waiting', 'On the waiting list'), ('accepted', 'Accepted'), ('declined', 'Declined by the applicant'), ('withdrawn', 'Withdrawn'), ('closed', 'Closed')], max_length=12, verbose_name='to')),
                ('reason', qiao.kit.bilingual.fields.BodyField(blank=True, max_length=1000, verbose_name='reason')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='applications.application', verbose_name='application')),
            ],
            options={
                'verbose_name': 'step of an application',
                'verbose_name_plural': 'steps of applications',
                'ordering': ['id'],
            },
        ),
        ]),
    ]
