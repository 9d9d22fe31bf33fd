from django.db import migrations, models

from qiao.kit.bilingual.search.schema import create_index, create_index_before_codes, drop_index


class Migration(migrations.Migration):
    """The index of words gets a third column. It is dropped first: SQLite makes the table of entries anew."""

    dependencies = [
        ('bilingual', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(drop_index, create_index_before_codes),
        migrations.AddField(
            model_name='searchentry',
            name='codes',
            field=models.TextField(blank=True, default='', verbose_name='tokens of codes'),
        ),
        migrations.RunPython(create_index, drop_index),
    ]
