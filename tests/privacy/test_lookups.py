"""Finding one person never reads a whole table."""

import pytest
from django.db import connection

from privacy.declaration.registry import declarations
from privacy.subjects.search import rows_about
from tests import make


pytestmark = pytest.mark.django_db
KINDS = [(model._meta.label, model) for model, _ in declarations()]


def plan_of(rows):
    """How PostgreSQL would look, if reading everything were very dear."""
    with connection.cursor() as cursor:
        cursor.execute('set local enable_seqscan = off')
    return rows.values('pk').explain()


@pytest.mark.parametrize(('label', 'model'), KINDS)
def test_a_person_is_found_by_an_index(label, model):
    rows = next(r for m, _, r in rows_about([make.ADA]) if m is model)

    assert 'Seq Scan' not in plan_of(rows)


def test_without_its_index_the_plan_says_so():
    """The sabotage: a column that nothing indexes."""
    rows = make.Enquiry.objects.filter(message='x')

    assert 'Seq Scan' in plan_of(rows)
