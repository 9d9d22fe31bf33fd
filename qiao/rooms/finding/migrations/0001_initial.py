import django.db.models.deletion
import django.utils.timezone
import qiao.kit.bilingual.fields
import qiao.kit.records
from django.conf import settings
from django.db import migrations, models

from qiao.kit.migration import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('opportunities', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels([
        migrations.CreateModel(
            name='FindingChoice',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('shows_fit', models.BooleanField(default=True, verbose_name='show how well opportunities fit my profile')),
                ('owner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='finding_choice', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
            ],
            options={
                'verbose_name': 'choice about finding',
                'verbose_name_plural': 'choices about finding',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Bookmark',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('reminded_of', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='reminded of the deadline')),
                ('opportunity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookmarks', to='opportunities.opportunity', verbose_name='opportunity')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookmarks', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
            ],
            options={
                'verbose_name': 'bookmark',
                'verbose_name_plural': 'bookmarks',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'opportunity'), name='finding_bookmarked_once')],
            },
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('name', qiao.kit.bilingual.fields.LineField(max_length=100, verbose_name='name')),
                ('query', qiao.kit.bilingual.fields.LineField(blank=True, max_length=2000, verbose_name='query')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=10, verbose_name='language of the mails')),
                ('frequency', models.CharField(choices=[('daily', 'Every day'), ('weekly', 'Every week'), ('off', 'Never, I look myself')], default='daily', max_length=6, verbose_name='mail about new ones')),
                ('seen_until', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='seen until')),
                ('told_until', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='told until')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
            ],
            options={
                'verbose_name': 'saved search',
                'verbose_name_plural': 'saved searches',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['frequency', 'told_until'], name='finding_searches_due')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'query'), name='finding_search_saved_once', violation_error_message='You have saved this search already.'), models.CheckConstraint(condition=models.Q(('frequency__in', ['daily', 'weekly', 'off'])), name='finding_frequency_known')],
            },
        ),
        ]),
    ]
