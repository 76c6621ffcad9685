from django.db import migrations

from privacy import sql


class Migration(migrations.Migration):
    dependencies = [('contact', '0007_claim')]

    operations = [
        sql.from_file(
            __file__,
            '0008_at_most_once',
            undo='drop trigger never_tried_blindly on contact_delivery; '
            'drop trigger held on contact_delivery; '
            'drop trigger held on contact_reply; '
            'drop function contact_claim; drop function contact_note_left;',
        ),
    ]
