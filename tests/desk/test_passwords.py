"""A password is long, one's own, and taken exactly as typed."""

import pytest

from privacy.models import StaffMember
from tests import make


pytestmark = pytest.mark.django_db
OLD = 'correct horse battery'


@pytest.fixture
def desk(client):
    client.force_login(make.colleague(password=OLD))
    client.defaults['HTTP_SEC_FETCH_SITE'] = 'same-origin'
    return client


def choose(desk, new, old=OLD):
    typed = {'old_password': old, 'new_password1': new, 'new_password2': new}
    return desk.post('/admin/password_change/', typed)


def is_taken(new):
    return StaffMember.objects.get().check_password(new)


def test_eleven_characters_are_too_few(desk):
    choose(desk, 'three words')

    assert is_taken(OLD)


def test_the_old_password_is_asked(desk):
    choose(desk, 'an engine that weaves', old='something else')

    assert is_taken(OLD)


@pytest.mark.parametrize('known', ['qwertyuiop123', '1q2w3e4r5t6y'])
def test_a_password_that_everybody_uses_is_refused(desk, known):
    answer = choose(desk, known)

    assert 'too common' in answer.text
    assert is_taken(OLD)


@pytest.mark.parametrize('ours', ['Ivelum-2026-!!', 'vilniusadmin1'])
def test_words_that_stand_for_us_are_refused(desk, ours):
    answer = choose(desk, ours)

    assert 'stands for us' in answer.text
    assert is_taken(OLD)


@pytest.mark.parametrize(
    'sentence',
    [
        '  two spaces before and after  ',
        'ŽĄSYS SKRENDA Į PIETUS',
        'все лето в один день',
        'a long one, ' * 20,
        'ivelum weaves like an engine',
    ],
)
def test_a_sentence_in_any_script_is_taken_as_typed(desk, sentence):
    choose(desk, sentence)

    assert is_taken(sentence)
    assert not is_taken(sentence.swapcase())


def test_the_field_hides_what_is_typed_and_lets_helpers_fill_it(client):
    fields = client.get('/admin/login/').context['form'].fields

    assert fields['password'].widget.input_type == 'password'
    assert fields['password'].widget.attrs['autocomplete'] == 'current-password'
    assert fields['username'].widget.attrs['autocomplete'] == 'username'
