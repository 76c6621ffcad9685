"""A copy may be as large as it likes: we never hold it."""

import tracemalloc
from pathlib import Path

import pytest
from django.db import connection

from privacy.subjects.package import stream
from tests import make
from tests.copy.conftest import NOW


ROWS, LETTERS = 4_000, 8_000
MANY = Path(__file__).with_name('many_enquiries.sql').read_text()
MB = 1024 * 1024


@pytest.mark.django_db
def test_memory_does_not_grow_with_the_data():
    with connection.cursor() as cursor:
        cursor.execute(
            MANY, {'rows': ROWS, 'email': make.ADA, 'letters': LETTERS}
        )
    for _piece in stream(['unknown@example.com'], now=NOW):
        pass  # what is loaded once is not what we measure

    tracemalloc.start()
    try:
        for _piece in stream([make.ADA], now=NOW):
            pass
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert ROWS * LETTERS > 30 * MB
    assert peak < 12 * MB
