from django.db import migrations

from privacy import sql


class Migration(migrations.Migration):
    dependencies = [('privacy', '0001_initial')]

    operations = [
        sql.from_file(
            __file__,
            '0002_attempts_are_unlogged',
            undo='alter table privacy_attempts set logged;',
        ),
    ]
