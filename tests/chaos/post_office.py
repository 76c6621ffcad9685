"""A mail server with moods. It keeps every letter that it was given whole."""

import random
import time
from contextlib import suppress

from tests.post_office import PostOffice, Session


OPEN, REFUSING, SLOW, DROPPING = 'open', 'refusing', 'slow', 'dropping'
SLOWNESS = 1.5


class HungUpError(Exception):
    """We, the mail server, do not feel like it any more."""


class MoodySession(Session):
    def handle(self):
        if self.server.mood == REFUSING:
            self.say(421)
            return
        with suppress(HungUpError):
            super().handle()

    def say(self, code):
        if self.server.mood == SLOW:
            time.sleep(random.uniform(0, SLOWNESS))
        # Whatever the command: come back later.
        refused = self.server.mood == REFUSING and code == 250
        super().say(451 if refused else code)

    def letter(self):
        """In a bad mood it hangs up in the middle, or before its thanks."""
        drops = self.server.mood == DROPPING and random.random()
        for number, line in enumerate(super().letter()):
            if drops > 0.5 and number == 5:
                raise HungUpError
            yield line


class MoodyOffice(PostOffice):
    def __init__(self):
        self.mood = OPEN
        super().__init__(MoodySession)

    def take(self, letter):
        if self.mood == REFUSING:
            return
        super().take(letter)
        if self.mood == DROPPING:
            raise HungUpError
