from django.db import migrations

from privacy import sql


class Migration(migrations.Migration):
    dependencies = [('contact', '0006_exports')]

    operations = [
        sql.from_file(
            __file__, '0007_claim', undo='drop function contact_claim;'
        ),
    ]
