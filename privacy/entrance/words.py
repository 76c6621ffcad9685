"""Words that everybody guesses first when they guess at us."""

from __future__ import annotations

from django.core.exceptions import ValidationError


OURS = ('ivelum', 'vilnius', 'staffdesk', 'privacy', 'newsletter', 'admin')
ENOUGH = 8  # letters beside them


class NoWordsOfOurs:
    """A password may hold one of them, but not consist of it."""

    def validate(self, password: str, user: object = None) -> None:
        rest = ''.join(filter(str.isalpha, password.lower()))
        for word in OURS:
            rest = rest.replace(word, '')
        holds_one = any(word in password.lower() for word in OURS)
        if holds_one and len(rest) < ENOUGH:
            raise ValidationError(self.get_help_text(), code='words_of_ours')

    def get_help_text(self) -> str:
        return 'It is more than a word that stands for us.'
