import django.core.validators
import django.db.models.deletion
import qiao.kit.bilingual.fields
import qiao.kit.records
import qiao.kit.text
import qiao.rooms.programme.models.copy
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('exchanges', '0001_initial'),
        ('files', '0001_initial'),
        ('programme', '0010_release'),
    ]

    operations = [
        migrations.CreateModel(
            name='OfflineCopy',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('stamp', models.CharField(blank=True, max_length=64, verbose_name='state shown')),
                ('file', models.FileField(blank=True, max_length=200, upload_to=qiao.rooms.programme.models.copy._place, verbose_name='file')),
                ('size', models.PositiveBigIntegerField(default=0, verbose_name='size')),
                ('job_id', models.UUIDField(blank=True, null=True, verbose_name='job')),
                ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='made')),
                ('exchange', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='offline_copy', to='exchanges.exchange', verbose_name='exchange')),
            ],
            options={
                'verbose_name': 'offline copy',
                'verbose_name_plural': 'offline copies',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('text_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=1000, verbose_name='question (Chinese)')),
                ('text_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=1000, verbose_name='question (English)')),
                ('is_anonymous', models.BooleanField(default=False, verbose_name='without a name')),
                ('state', models.CharField(choices=[('asked', 'Waiting'), ('shown', 'Shown'), ('answered', 'Answered'), ('hidden', 'Hidden'), ('merged', 'Merged into another'), ('withdrawn', 'Withdrawn')], default='asked', max_length=10, verbose_name='state')),
                ('votes', models.PositiveIntegerField(default=0, editable=False, verbose_name='votes')),
                ('answer_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=5000, verbose_name='answer (Chinese)')),
                ('answer_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=5000, verbose_name='answer (English)')),
                ('was_answered_live', models.BooleanField(default=False, verbose_name='answered live')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('asker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='questions', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='programme.programmeitem', verbose_name='session')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='duplicates', to='programme.question', verbose_name='merged into')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['-votes', 'id'],
                'indexes': [models.Index(fields=['item', 'state', '-votes', 'id'], name='programme_question_wanted')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text_en', ''), ('text_zh', ''), _negated=True), name='programme_question_text_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), models.Q(('answered_at__isnull', False), models.Q(('was_answered_live', True), models.Q(('answer_zh', ''), _negated=True), models.Q(('answer_en', ''), _negated=True), _connector='OR')), _connector='OR'), name='programme_question_answered_says_what', violation_error_message='Write the answer, or say that it was given live.'), models.CheckConstraint(condition=models.Q(('merged_into', None), ('state', 'merged'), _connector='OR'), name='programme_question_merged_says_so')],
            },
        ),
        migrations.CreateModel(
            name='QuestionPolicy',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('is_open', models.BooleanField(default=True, verbose_name='questions can be asked')),
                ('allows_anonymous', models.BooleanField(default=False, verbose_name='also without a name and without signing in')),
                ('is_moderated', models.BooleanField(default=True, verbose_name='shown only once an organiser has looked at them')),
                ('exchange', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='question_policy', to='exchanges.exchange', verbose_name='exchange')),
            ],
            options={
                'verbose_name': 'rules for questions',
                'verbose_name_plural': 'rules for questions',
            },
        ),
        migrations.CreateModel(
            name='QuestionVote',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='programme.question', verbose_name='question')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'vote for a question',
                'verbose_name_plural': 'votes for questions',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('question', 'user'), name='programme_one_vote_each')],
            },
        ),
        migrations.CreateModel(
            name='RenderedCopy',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                ('stamp', models.CharField(max_length=64, verbose_name='state shown')),
                ('body', models.BinaryField(verbose_name='content')),
                ('digest', models.CharField(max_length=64, verbose_name='checksum')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='exchanges.exchange', verbose_name='exchange')),
            ],
            options={
                'verbose_name': 'rendered copy',
                'verbose_name_plural': 'rendered copies',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('exchange', 'name', 'language'), name='programme_copy_once_for_each_address')],
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('kind', models.CharField(choices=[('slides', 'Slides'), ('handout', 'Handout'), ('film', 'Film'), ('link', 'Link')], max_length=10, verbose_name='kind')),
                ('title_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='title (Chinese)')),
                ('title_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='title (English)')),
                ('licence', models.CharField(choices=[('reserved', 'All rights reserved'), ('cc-by-4.0', 'CC BY 4.0'), ('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc-by-nc-4.0', 'CC BY-NC 4.0'), ('cc0-1.0', 'CC0 1.0')], default='reserved', max_length=20, verbose_name='licence')),
                ('access', models.CharField(choices=[('public', 'Everyone'), ('participants', 'Those who take part'), ('organisers', 'The organisers only')], default='participants', max_length=12, verbose_name='who sees it')),
                ('url', models.URLField(blank=True, max_length=500, validators=[qiao.kit.text.validate_line, django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='address')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('captions_en', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='captions (English)')),
                ('captions_zh', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='captions (Chinese)')),
                ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='exchanges.exchange', verbose_name='exchange')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='file')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='programme.programmeitem', verbose_name='session')),
                ('poster', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='picture shown before the film starts')),
            ],
            options={
                'verbose_name': 'material',
                'verbose_name_plural': 'materials',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_zh', ''), _negated=True), name='programme_material_title_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.'), models.CheckConstraint(condition=models.Q(models.Q(('file', None), ('kind', 'link'), models.Q(('url', ''), _negated=True)), models.Q(models.Q(('kind', 'link'), _negated=True), ('file__isnull', False), ('url', '')), _connector='OR'), name='programme_material_is_a_file_or_a_link', violation_error_message='Give a file, or for a link its address.'), models.CheckConstraint(condition=models.Q(('kind', 'film'), models.Q(('captions_en', None), ('captions_zh', None), ('poster', None)), _connector='OR'), name='programme_material_captions_of_a_film')],
            },
        ),
    ]
