"""The drill: dump, erase, restore, look, replay; with PostgreSQL's own tools.

Ada was erased after the backup was made. When it comes back she is in it, and
so is her namesake.
"""

import pytest

from tests.proof.site import a_site


@pytest.fixture
def site():
    with a_site() as site:
        yield site


def test_a_restored_backup_is_put_in_order_before_anybody_sees_it(site):
    site.do('begin')
    site.dump()
    site.do('erase')
    site.restore()

    (said, blind), _, found = site.do(
        'look_without_shelf', 'write_again', 'look'
    )

    # Without the shelf Ada is back, and nobody knows.
    assert (said, blind['behind']) == ('Nothing to do again.\n', False)
    assert (blind['page'], blind['mail'], len(blind['ada'])) == (200, 'sent', 3)
    # With it, the site stays closed.
    assert (found['behind'], found['mail']) == (True, 'refused')
    assert (found['page'], found['retry']) == (503, '300')
    assert found['ready'] == 'database older than the ledger'

    assert 'Repeated 1 lines of the ledger: 2 rows erased' in site.replay()
    said, after = site.do('replay', 'look')

    assert said == 'Nothing to do again.\n'
    assert (after['behind'], after['mail']) == (False, 'sent')
    assert (after['page'], after['retry'], after['audit']) == (200, None, True)
    # Ada is gone, but for what she wrote afterwards; all others are as before.
    assert len(found['ada']) == 4
    assert after['ada'] == [row for row in found['ada'] if 'am back' in row]
    assert after['others'] == found['others']
