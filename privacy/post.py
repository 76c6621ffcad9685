"""The paper of letters to many, and the line that they leave by.

A letter to thousands is made once, as the bytes that go over the line. What
differs from person to person is cut in, which is all that is left to do for
each of them.
"""

from __future__ import annotations

import quopri
import re
import smtplib
from collections.abc import Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage as Paper
from email.message import Message
from email.utils import formatdate

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends import smtp


ON_PAPER = policy.SMTP.clone(max_line_length=76)  # RFC 2045, 6.7
# Headers stay as they are written: RFC 8058 allows no folding of its own.
AS_WRITTEN = policy.SMTP.clone(refold_source='none')
BREAK = b'=\r\n'  # A line of quoted-printable may be broken anywhere.


class LostSightError(OSError):
    """The line broke with a letter in it, which may have arrived or not.

    Nobody can find out: RFC 1047 tells why.
    """


class Stencil:
    """One letter with blanks; each blank is a word that no author can type."""

    def __init__(
        self,
        subject: str,
        text: str,
        html: str,
        headers: Mapping[str, str],
        blanks: tuple[str, ...],
    ) -> None:
        paper = Paper(ON_PAPER)
        given = {'From': settings.DEFAULT_FROM_EMAIL, 'Subject': subject}
        for name, value in (given | dict(headers)).items():
            paper[name] = value
        paper.set_content(text, cte='quoted-printable')
        paper.add_alternative(html, 'html', cte='quoted-printable')
        seams = rb'(%s)' % b'|'.join(map(_seam, blanks))
        self._pieces = re.split(seams, paper.as_bytes())
        self._blanks = {_quoted(blank): blank for blank in blanks}

    def fill(
        self, to: str, headers: Mapping[str, str], words: Mapping[str, str]
    ) -> Letter:
        """The letter to one person. Its own headers stand first, unfolded."""
        own = {'To': to, 'Date': formatdate(), **headers}
        lines = [f'{name}: {_one_line(own[name])}\r\n' for name in own]
        cut_in = {
            quoted: BREAK + _quoted(words[blank]) + BREAK
            for quoted, blank in self._blanks.items()
        }
        pieces = self._pieces.copy()
        pieces[1::2] = [
            cut_in[piece.replace(BREAK, b'')] for piece in pieces[1::2]
        ]
        return Letter(to, ''.join(lines).encode('ascii') + b''.join(pieces))


def _quoted(words: str) -> bytes:
    return quopri.encodestring(words.encode()).replace(b'\n', b'\r\n')


def _seam(blank: str) -> bytes:
    """A pattern of the blank as it stands on paper, broken or not."""
    atoms = re.findall(rb'=..|.', _quoted(blank))
    return rb'(?:=\r\n)?'.join(map(re.escape, atoms))


def _one_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError('A header is one line.')
    return value


class Letter(EmailMessage):
    """A letter to one of many whose bytes are done."""

    def __init__(self, to: str, raw: bytes) -> None:
        super().__init__(to=[to])
        self.raw = raw

    def message(self) -> Message:  # type: ignore[override]
        """For backends that want to look into it."""
        return message_from_bytes(self.raw, policy=AS_WRITTEN)


class Line(smtplib.SMTP):
    """Tells a letter that was refused from one of which nobody knows."""

    def data(self, msg: object) -> tuple[int, bytes]:
        try:
            return super().data(msg)  # type: ignore[arg-type]
        except smtplib.SMTPResponseException:
            raise
        except OSError as error:
            raise LostSightError(type(error).__name__) from None


class SecureLine(Line, smtplib.SMTP_SSL):
    """The same over TLS from its first byte."""


class SmtpBackend(smtp.EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return SecureLine if self.use_ssl else Line

    def _send(self, letter: EmailMessage) -> bool:
        if not isinstance(letter, Letter):
            return super()._send(letter)  # type: ignore[misc]
        line: smtplib.SMTP = self.connection  # type: ignore[assignment]
        line.sendmail(letter.from_email, letter.to, letter.raw)
        return True
