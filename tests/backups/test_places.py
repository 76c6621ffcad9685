"""A name in a place is a whole file, or there is none."""

import errno

import pytest

from ivelum_site.backups import BackupError
from ivelum_site.backups.places import Bucket, Folder, place_at


def breaks_off(fault):
    yield b'the first part'
    raise fault


def test_what_was_written_is_read_again(tmp_path):
    folder = Folder(tmp_path / 'new')

    folder.write('name', iter([b'one', b'two']))

    assert folder.names() == ['name']
    with folder.read('name') as file:
        assert file.read() == b'onetwo'


def test_when_no_space_is_left_it_says_so_and_leaves_nothing(tmp_path):
    folder = Folder(tmp_path)

    with pytest.raises(BackupError, match='there is no space left'):
        folder.write('name', breaks_off(OSError(errno.ENOSPC, '')))

    assert not [*tmp_path.iterdir()]


def test_a_dump_that_fails_leaves_nothing(tmp_path):
    folder = Folder(tmp_path)

    with pytest.raises(BackupError, match='the dump failed'):
        folder.write('name', breaks_off(BackupError('the dump failed')))

    assert not [*tmp_path.iterdir()]


def test_what_is_missing_is_named(tmp_path):
    with pytest.raises(BackupError, match=r'monday\.backup is not there'):
        Folder(tmp_path).read('monday.backup')


def test_a_place_that_is_not_there_has_no_names(tmp_path):
    assert Folder(tmp_path / 'nowhere').names() == []


def test_an_address_says_which_place_it_is(tmp_path):
    bucket = place_at('s3://site/backups/')

    assert isinstance(bucket, Bucket)
    assert bucket._place('x') == {'Bucket': 'site', 'Key': 'backups/x'}
    assert Bucket('site', '')._place('x')['Key'] == 'x'
    assert isinstance(place_at(str(tmp_path)), Folder)
