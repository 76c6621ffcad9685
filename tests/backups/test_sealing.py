"""What was sealed comes back as it was, or not at all."""

import io
import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivelum_site.backups import BackupError, keys, sealing
from ivelum_site.backups.sealing import PIECE, TAG


KEYS = {'2026': b'k' * 32, '2025': b'o' * 32}
TEXT = bytes(range(256)) * 4096 * 3  # three pieces, to the byte


def sealed(text=TEXT, known=KEYS, name='monday'):
    return b''.join(sealing.seal(io.BytesIO(text), known, name))


def opened(text, known=KEYS, name='monday'):
    return b''.join(sealing.unseal(io.BytesIO(text), known, name))


def parts(text):
    """The header, and then each sealed piece."""
    ends = [text.index(b'\n') + 1]
    ends += [*range(ends[0] + PIECE + TAG, len(text), PIECE + TAG), len(text)]
    return [text[: ends[0]], *(text[a:b] for a, b in pairwise(ends))]


@pytest.mark.parametrize('size', [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_whatever_its_size_it_comes_back(size):
    assert opened(sealed(TEXT[:size])) == TEXT[:size]


def test_nothing_of_it_can_be_read_and_no_two_are_alike():
    assert b'Ada' not in sealed(b'Ada' * 1000)
    assert sealed() != sealed()


@pytest.mark.parametrize(
    'change',
    [
        lambda head, a, b, c: [head, a, b],
        lambda head, a, b, c: [head, a, b, c[:-1]],
        lambda head, a, b, c: [head, a, b, c[:5]],
        lambda head, a, b, c: [head, b, a, c],
        lambda head, a, b, c: [head, a, c],
        lambda head, a, b, c: [head, a, b, c, c],
        lambda head, a, b, c: [head, a, b, b, c],
        lambda head, a, b, c: [head],
        lambda head, a, b, c: [head[:20]],
        lambda head, a, b, c: [],
        lambda head, a, b, c: [b'PGDMP', a, b, c],
        lambda head, a, b, c: [head, *parts(sealed())[1:2], b, c],
    ],
)
def test_a_piece_that_is_cut_moved_or_exchanged_is_noticed(change):
    damaged = b''.join(change(*parts(sealed())))

    with pytest.raises(BackupError, match=r'damaged|cannot be opened'):
        opened(damaged)


@given(st.integers(0, PIECE + 300), st.integers(0, 7))
def test_a_flipped_bit_is_noticed_wherever_it_is(place, bit):
    damaged = bytearray(sealed(TEXT[: PIECE + 200]))
    damaged[place] ^= 1 << bit

    with pytest.raises(BackupError):
        opened(bytes(damaged))


def test_what_comes_before_the_damage_is_given_and_nothing_after_it():
    head, first, second, third = parts(sealed())
    pieces = sealing.unseal(
        io.BytesIO(head + first + third + second), KEYS, 'monday'
    )

    assert next(pieces) == TEXT[:PIECE]
    with pytest.raises(BackupError, match='damaged or cut off after 1 MB'):
        next(pieces)


def test_one_backup_does_not_pass_for_another():
    with pytest.raises(BackupError, match='is another backup: monday'):
        opened(sealed(), name='tuesday')


def test_the_first_key_seals_and_an_old_one_still_opens():
    rotated = {'2027': b'n' * 32, **KEYS}

    assert opened(sealed(known=KEYS), rotated) == TEXT
    assert b'"key": "2027"' in sealed(known=rotated)[:99]


def test_a_key_that_is_missing_or_wrong_is_named():
    text = sealed()

    with pytest.raises(BackupError, match=r"key '2026', which BACKUP_KEY does"):
        opened(text, {'2025': b'o' * 32})
    with pytest.raises(BackupError, match=r"the key '2026' .* is not the one"):
        opened(text, {'2026': b'x' * 32})


@pytest.mark.parametrize(
    ('given_keys', 'complaint'),
    [
        ('', 'BACKUP_KEY is not set'),
        ('2026', 'not a list of name:key'),
        ('2026:short', 'not a list of name:key'),
        (':' + 'A' * 43, 'not a list of name:key'),
        ('2026:' + '?' * 43, 'not a list of name:key'),
    ],
)
def test_a_setting_that_is_no_key_is_refused(settings, given_keys, complaint):
    settings.BACKUP_KEY = given_keys

    with pytest.raises(BackupError, match=complaint) as fault:
        keys.keys()

    assert 'token_urlsafe(32)' in str(fault.value)
    assert len(given_keys) < 6 or given_keys not in str(fault.value)


def test_the_setting_is_made_as_its_hint_says(settings):
    settings.BACKUP_KEY = '2026:' + 'A' * 43 + ', 2025:' + '_' * 42 + '8'

    assert list(keys.keys()) == ['2026', '2025']
    assert keys.keys()['2026'] == bytes(32)


def test_however_much_it_is_only_a_few_pieces_are_in_memory():
    text = sealing.as_file(iter([bytes(PIECE)] * 64))
    tracemalloc.start()

    sealed = sealing.as_file(sealing.seal(text, KEYS, 'monday'))
    size = sum(map(len, sealing.unseal(sealed, KEYS, 'monday')))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size == 64 * PIECE
    assert most < 16 * PIECE
