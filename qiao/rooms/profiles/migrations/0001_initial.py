import django.core.validators
import django.db.models.deletion
import qiao.kit.bilingual.fields
import qiao.kit.records
import qiao.rooms.directory.countries
import qiao.rooms.directory.identifiers.fields
import qiao.rooms.directory.isced
import qiao.rooms.directory.validators
import qiao.rooms.profiles.identifiers
import qiao.rooms.profiles.models.entry
import qiao.rooms.profiles.models.profile
from django.conf import settings
from django.db import migrations, models

from qiao.kit.migration import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0002_partial_index_of_merged'),
        ('files', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels([
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('name_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='name (Chinese)')),
                ('name_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='name (English)')),
                ('headline_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='headline (Chinese)')),
                ('headline_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='headline (English)')),
                ('summary_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=4000, verbose_name='summary (Chinese)')),
                ('summary_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=4000, verbose_name='summary (English)')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', qiao.kit.bilingual.fields.LineField(blank=True, max_length=40, validators=[qiao.rooms.directory.validators.validate_phone], verbose_name='phone')),
                ('website', qiao.kit.bilingual.fields.LineField(blank=True, max_length=300, validators=[qiao.rooms.directory.validators.validate_website], verbose_name='website')),
                ('country', models.CharField(blank=True, max_length=2, validators=[qiao.rooms.directory.countries.validate_country], verbose_name='country of residence')),
                ('city_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=100, verbose_name='city (Chinese)')),
                ('city_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=100, verbose_name='city (English)')),
                ('orcid', qiao.rooms.directory.identifiers.fields.OrcidField(blank=True, max_length=16, null=True, unique=True, verbose_name='ORCID iD')),
                ('career_stage', models.CharField(blank=True, choices=[('r1', 'R1: first stage, up to the PhD'), ('r2', 'R2: recognised, with a PhD and not yet independent'), ('r3', 'R3: established, independent'), ('r4', 'R4: leading')], max_length=2, verbose_name='career stage')),
                ('audiences', models.JSONField(blank=True, default=dict, validators=[qiao.rooms.profiles.models.profile.validate_audiences], verbose_name='audiences')),
                ('has_page', models.BooleanField(default=False, verbose_name='has a public page')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='profile', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'profile',
                'verbose_name_plural': 'profiles',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ImportDraft',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('file_format', models.CharField(choices=[('json_resume', 'JSON Resume'), ('orcid', 'ORCID record (JSON or XML)'), ('bibtex', 'BibTeX')], max_length=12, verbose_name='format')),
                ('language', models.CharField(choices=[('zh', 'Chinese'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('content', models.JSONField(verbose_name='content')),
                ('profile', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='import_draft', to='profiles.profile', verbose_name='profile')),
            ],
            options={
                'verbose_name': 'file to bring in',
                'verbose_name_plural': 'files to bring in',
            },
        ),
        migrations.CreateModel(
            name='LanguageSkill',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('place', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='place')),
                ('language', models.CharField(max_length=3, validators=[qiao.rooms.directory.validators.validate_language], verbose_name='language')),
                ('cefr', models.CharField(blank=True, choices=[('a1', 'A1'), ('a2', 'A2'), ('b1', 'B1'), ('b2', 'B2'), ('c1', 'C1'), ('c2', 'C2'), ('native', 'Native')], help_text='From A1 to C2, by the Common European Framework of Reference.', max_length=6, verbose_name='level (CEFR)')),
                ('hsk', models.PositiveSmallIntegerField(blank=True, help_text='For Chinese: 1 to 9.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9)], verbose_name='HSK level')),
                ('ielts', models.DecimalField(blank=True, decimal_places=1, help_text='For English: 0 to 9 in half points.', max_digits=2, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(9)], verbose_name='IELTS score')),
                ('toefl', models.PositiveSmallIntegerField(blank=True, help_text='For English: 0 to 120.', null=True, validators=[django.core.validators.MaxValueValidator(120)], verbose_name='TOEFL iBT score')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='languages', to='profiles.profile', verbose_name='profile')),
            ],
            options={
                'verbose_name': 'language',
                'verbose_name_plural': 'languages',
                'ordering': ['place', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['profile', 'place'], name='profiles_language_place')],
                'constraints': [models.UniqueConstraint(fields=('profile', 'language'), name='profiles_language_once', violation_error_message='This language is in the profile already. Change its entry.'), models.CheckConstraint(condition=models.Q(('hsk', None), ('hsk__range', (1, 9)), _connector='OR'), name='profiles_hsk_level'), models.CheckConstraint(condition=models.Q(('ielts', None), ('ielts__range', (0, 9)), _connector='OR'), name='profiles_ielts_score'), models.CheckConstraint(condition=models.Q(('toefl', None), ('toefl__lte', 120), _connector='OR'), name='profiles_toefl_score')],
            },
        ),
        migrations.CreateModel(
            name='Honour',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('place', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='place')),
                ('kind', models.CharField(choices=[('award', 'Award'), ('certificate', 'Certificate')], default='award', max_length=12, verbose_name='kind')),
                ('title_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=300, verbose_name='title (Chinese)')),
                ('title_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=300, verbose_name='title (English)')),
                ('issuer_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='given by (Chinese)')),
                ('issuer_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='given by (English)')),
                ('given', qiao.rooms.profiles.models.entry.PartialDateField(blank=True, help_text='A year, a month or a day: 2022, 2022-09, 2022-09-01.', max_length=10, verbose_name='given on')),
                ('summary_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=2000, verbose_name='summary (Chinese)')),
                ('summary_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=2000, verbose_name='summary (English)')),
                ('website', qiao.kit.bilingual.fields.LineField(blank=True, max_length=300, validators=[qiao.rooms.directory.validators.validate_website], verbose_name='website')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='honours', to='profiles.profile', verbose_name='profile')),
            ],
            options={
                'verbose_name': 'award or certificate',
                'verbose_name_plural': 'awards and certificates',
                'ordering': ['place', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['profile', 'place'], name='profiles_honour_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_zh', ''), _negated=True), name='profiles_honour_title_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.')],
            },
        ),
        migrations.CreateModel(
            name='Experience',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('place', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='place')),
                ('starts', qiao.rooms.profiles.models.entry.PartialDateField(blank=True, help_text='A year, a month or a day: 2022, 2022-09, 2022-09-01.', max_length=10, verbose_name='from')),
                ('ends', qiao.rooms.profiles.models.entry.PartialDateField(blank=True, help_text='Left empty where it goes on. A planned end may stand.', max_length=10, verbose_name='until')),
                ('kind', models.CharField(choices=[('work', 'Work'), ('research', 'Research'), ('volunteer', 'Volunteering')], default='work', max_length=10, verbose_name='kind')),
                ('employer_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='organisation (Chinese)')),
                ('employer_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='organisation (English)')),
                ('position_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='position (Chinese)')),
                ('position_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='position (English)')),
                ('location_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='location (Chinese)')),
                ('location_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='location (English)')),
                ('summary_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=4000, verbose_name='summary (Chinese)')),
                ('summary_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=4000, verbose_name='summary (English)')),
                ('highlights_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=4000, verbose_name='results, one a line (Chinese)')),
                ('highlights_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=4000, verbose_name='results, one a line (English)')),
                ('website', qiao.kit.bilingual.fields.LineField(blank=True, max_length=300, validators=[qiao.rooms.directory.validators.validate_website], verbose_name='website')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='directory.organisation', verbose_name='entry in the directory')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='experience', to='profiles.profile', verbose_name='profile')),
            ],
            options={
                'verbose_name': 'experience',
                'verbose_name_plural': 'experience',
                'ordering': ['place', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['profile', 'place'], name='profiles_experience_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(('employer_en', ''), ('employer_zh', ''), _negated=True), name='profiles_experience_employer_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.')],
            },
        ),
        migrations.CreateModel(
            name='Education',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('place', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='place')),
                ('starts', qiao.rooms.profiles.models.entry.PartialDateField(blank=True, help_text='A year, a month or a day: 2022, 2022-09, 2022-09-01.', max_length=10, verbose_name='from')),
                ('ends', qiao.rooms.profiles.models.entry.PartialDateField(blank=True, help_text='Left empty where it goes on. A planned end may stand.', max_length=10, verbose_name='until')),
                ('institution_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='institution (Chinese)')),
                ('institution_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='institution (English)')),
                ('level', models.CharField(blank=True, choices=[('bachelor', 'Bachelor'), ('master', 'Master'), ('doctorate', 'Doctorate'), ('other', 'Other')], max_length=10, verbose_name='degree level')),
                ('degree_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='degree (Chinese)')),
                ('degree_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='degree (English)')),
                ('area_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='subject (Chinese)')),
                ('area_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=200, verbose_name='subject (English)')),
                ('field_code', models.CharField(blank=True, max_length=4, validators=[qiao.rooms.directory.isced.validate_isced], verbose_name='field (ISCED-F)')),
                ('score', qiao.kit.bilingual.fields.LineField(blank=True, help_text='With its scale: 3.8/4.0, 87/100, First class.', max_length=60, verbose_name='score')),
                ('courses_zh', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=3000, verbose_name='courses, one a line (Chinese)')),
                ('courses_en', qiao.kit.bilingual.fields.BodyField(blank=True, default='', max_length=3000, verbose_name='courses, one a line (English)')),
                ('website', qiao.kit.bilingual.fields.LineField(blank=True, max_length=300, validators=[qiao.rooms.directory.validators.validate_website], verbose_name='website')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='directory.organisation', verbose_name='entry in the directory')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='education', to='profiles.profile', verbose_name='profile')),
            ],
            options={
                'verbose_name': 'education',
                'verbose_name_plural': 'education',
                'ordering': ['place', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['profile', 'place'], name='profiles_education_place'), models.Index(fields=['level', 'field_code'], name='profiles_education_level')],
                'constraints': [models.CheckConstraint(condition=models.Q(('institution_en', ''), ('institution_zh', ''), _negated=True), name='profiles_education_institution_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.')],
            },
        ),
        migrations.CreateModel(
            name='ProfileFile',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('kind', models.CharField(choices=[('photo', 'Photo'), ('cv', 'Curriculum vitae'), ('transcript', 'Transcript of records'), ('degree', 'Degree certificate'), ('plan', 'Research plan'), ('language', 'Language certificate'), ('portfolio', 'Portfolio'), ('other', 'Other document')], default='cv', max_length=12, verbose_name='kind')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='profiles.profile', verbose_name='profile')),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='profile_file', to='files.storedfile', verbose_name='file')),
            ],
            options={
                'verbose_name': 'file of a profile',
                'verbose_name_plural': 'files of profiles',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['profile', 'kind'], name='profiles_file_kind')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'photo')), fields=('profile',), name='profiles_one_photo')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('place', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='place')),
                ('kind', models.CharField(choices=[('article', 'Journal article'), ('conference', 'Conference paper'), ('book', 'Book'), ('chapter', 'Book chapter'), ('thesis', 'Thesis'), ('preprint', 'Preprint'), ('patent', 'Patent'), ('other', 'Other')], default='article', max_length=12, verbose_name='kind')),
                ('title_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=500, verbose_name='title (Chinese)')),
                ('title_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=500, verbose_name='title (English)')),
                ('venue', qiao.kit.bilingual.fields.LineField(blank=True, help_text='The journal, conference or publisher.', max_length=300, verbose_name='published in')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2100)], verbose_name='year')),
                ('authors', qiao.kit.bilingual.fields.BodyField(blank=True, help_text='One a line, in the order of the publication.', max_length=5000, verbose_name='authors')),
                ('doi', qiao.rooms.profiles.identifiers.DoiField(blank=True, max_length=255, verbose_name='DOI')),
                ('website', qiao.kit.bilingual.fields.LineField(blank=True, max_length=300, validators=[qiao.rooms.directory.validators.validate_website], verbose_name='website')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='publications', to='profiles.profile', verbose_name='profile')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'ordering': ['place', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['profile', 'place'], name='profiles_publication_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_zh', ''), _negated=True), name='profiles_publication_title_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.'), models.UniqueConstraint(condition=models.Q(('doi', ''), _negated=True), fields=('profile', 'doi'), name='profiles_doi_once', violation_error_message='A publication with this DOI is in the profile already.')],
            },
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.UUIDField(default=qiao.kit.records.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('place', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='place')),
                ('name_zh', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=120, verbose_name='name (Chinese)')),
                ('name_en', qiao.kit.bilingual.fields.LineField(blank=True, default='', max_length=120, verbose_name='name (English)')),
                ('level', qiao.kit.bilingual.fields.LineField(blank=True, help_text='In your own words: five years in practice, expert.', max_length=60, verbose_name='level')),
                ('keywords', qiao.kit.bilingual.fields.LineField(blank=True, help_text='Separated by commas: PyTorch, ROS 2, CARLA.', max_length=1000, verbose_name='keywords')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to='profiles.profile', verbose_name='profile')),
            ],
            options={
                'verbose_name': 'skill',
                'verbose_name_plural': 'skills',
                'ordering': ['place', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['profile', 'place'], name='profiles_skill_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_zh', ''), _negated=True), name='profiles_skill_name_in_one_language', violation_error_code='one-language', violation_error_message='Write this in at least one language.')],
            },
        ),
        ]),
    ]
