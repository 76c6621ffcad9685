"""Whatever arrives is read as far as it can be, and never stops us."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact.post.reading import LONGEST_TEXT, TOO_DEEP, read
from tests import make
from tests.post import mails


def test_a_plain_mail_is_read():
    mail = read(mails.mail('Build me an engine.', subject='An engine'))

    assert (mail.name, mail.email) == ('Ada Lovelace', make.ADA)
    assert mail.subject == 'An engine'
    assert mail.text == 'Build me an engine.'
    assert mail.refused == ()


def test_words_of_every_script_are_read():
    mail = read(
        mails.mail(
            'Sveiki, ąčęėįšųūž 🙂', subject='Užklausa', from_='Ąžuolė <a@b.lt>'
        )
    )

    assert mail.text == 'Sveiki, ąčęėįšųūž 🙂'
    assert mail.subject == 'Užklausa'


def test_the_plain_part_is_preferred_to_its_twin():
    message = mails.message('Plain words.')
    message.add_alternative('<p>Rich words.</p>', subtype='html')

    assert read(message.as_bytes()).text == 'Plain words.'


def test_of_html_the_words_are_left():
    body = (
        b'<style>p {color: red}</style><p>Hello,</p><p>delete &lt;all&gt;'
        b'<br>of it</p><script>alert(1)</script><img src="https://spy/p.gif">'
    )

    mail = read(mails.raw(body, 'text/html; charset=utf-8'))

    assert mail.text == 'Hello,\ndelete <all>\nof it'


def test_what_is_attached_is_refused_by_name_and_kind():
    mail = read(mails.with_file('photo.jpg'))

    assert mail.text == 'Hello.'
    assert mail.refused == ('photo.jpg (image/jpeg)',)


def test_a_text_that_is_attached_is_no_word_of_the_writer():
    message = mails.message('Hello.')
    message.add_attachment('delete my data', filename='old.txt')

    mail = read(message.as_bytes())

    assert mail.text == 'Hello.'
    assert mail.refused == ('old.txt (text/plain)',)


@pytest.mark.parametrize(
    'charset',
    [
        'utf-8',
        'windows-1257',
        'no-such-charset',
        'idna',
        'hex',
        'undefined',
        '',
    ],
)
def test_a_charset_that_is_wrong_costs_letters_and_not_the_mail(charset):
    body = 'Hello, ąžuole'.encode('windows-1257')

    mail = read(mails.raw(body, f'text/plain; charset={charset}'))

    assert mail.text.startswith('Hello, ') or charset in ('idna', 'hex')
    assert mail.email == make.ADA


@pytest.mark.parametrize('encoding', ['base64', 'x-uuencode', '8bit', 'what?'])
def test_a_broken_encoding_does_not_stop_us(encoding):
    headers = f'Content-Transfer-Encoding: {encoding}\r\n'

    assert read(mails.raw(b'=?!%%%', headers=headers)).email == make.ADA


@pytest.mark.parametrize(
    'sender',
    [
        '',
        'nobody',
        '<>',
        'a@b',
        '(((((' * 500,
        '"' * 900 + '@example.org',
        '=?utf-8?b?!!!?=',
        '=?no-such-charset?q?ada?=',
        'ada@example.org\x00',
        ', '.join(['ada'] * 9_000),
    ],
)
def test_a_sender_that_is_none_is_empty(sender):
    raw = b'From: ' + sender.encode() + b'\r\nSubject: Odd\r\n\r\nHello.'

    assert read(raw).email in ('', make.ADA)


def test_a_mail_that_is_a_bomb_keeps_its_sender_and_nothing_else():
    for bomb in (mails.nested(5_000), mails.in_envelopes(20_000)):
        mail = read(bomb)

        assert mail.email == make.ADA
        assert mail.text == ''
        assert mail.refused == (TOO_DEEP,)


def test_as_many_levels_as_programs_write_are_read():
    assert read(mails.nested(10)).text == 'Boom'


def test_many_small_parts_are_no_work():
    part = b'--b\r\nContent-Type: image/png\r\n\r\nx\r\n'

    mail = read(mails.raw(part * 20_000, 'multipart/mixed; boundary=b'))

    assert len(mail.refused) == 20


def test_a_very_long_text_is_cut():
    assert len(read(mails.mail('word ' * 400_000)).text) <= LONGEST_TEXT


def test_a_header_that_never_ends_is_cut():
    raw = b'From: ada@example.org\r\nSubject: ' + b'x' * 1_000_000 + b'\r\n\r\n'

    assert len(read(raw).subject) <= 2_000


def test_what_no_eye_sees_is_left_out():
    mail = read(mails.raw('a\x00b\u202ec\x1b'.encode(), 'text/plain'))

    assert mail.text == 'abc'


def test_a_number_with_a_header_in_it_is_no_number():
    evil = mails.raw(
        b'', headers='Message-ID: <a\r\n Bcc: eve@example.org>\r\n'
    )

    assert read(evil).message_id == ''


FRAGMENTS = [
    b'From: ada@example.org\r\n',
    b'Subject: =?utf-8?q?=C4=85?=\r\n',
    b'Content-Type: multipart/mixed; boundary="b"\r\n',
    b'Content-Type: text/html; charset="\xff"\r\n',
    b"Content-Type: text/plain; charset*0*=x'y; name*=utf-8'%\r\n",
    b'Content-Disposition: attachment; filename*=\xff\r\n',
    b'Content-Transfer-Encoding: base64\r\n',
    b'Content-Type: message/rfc822\r\n',
    b'Content-Type: ;;;=\r\n',
    b'\r\n',
    b'--b\r\n',
    b'--b--\r\n',
    b'<p>&#xD800;&#0;</p>',
]
PIECES = st.sampled_from(FRAGMENTS) | st.binary(max_size=40)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=40), max_size=25)
)
def test_no_message_is_too_broken_to_be_looked_at(pieces):
    mail = read(b''.join(pieces))

    everything = f'{mail.name}{mail.subject}{mail.text}{mail.refused}'
    everything.encode()
    assert '\x00' not in everything
