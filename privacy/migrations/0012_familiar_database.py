from django.db import migrations, models

from privacy import sql


class Migration(migrations.Migration):
    dependencies = [('privacy', '0011_registers')]

    operations = [
        migrations.CreateModel(
            name='FamiliarDatabase',
            fields=[
                (
                    'which',
                    models.CharField(
                        max_length=64, primary_key=True, serialize=False
                    ),
                ),
            ],
        ),
        sql.from_file(
            __file__,
            '0012_familiar_is_unlogged',
            undo='alter table privacy_familiardatabase set logged;',
        ),
    ]
