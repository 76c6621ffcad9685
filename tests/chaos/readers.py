"""People read their mail: they open each link, and press the button there."""

import re
import threading
import time


LINK = re.compile(r'http://[\d.:]+(/(?:privacy|newsletter)/\S+/\S*/)')


class Readers:
    """Reads each letter once, whoever sent it twice."""

    def __init__(self, town, office):
        self.town, self.office = town, office
        self.read, self.place = set(), 0
        self.ends = threading.Event()

    def live(self):
        while not self.ends.is_set():
            if not self.read_one():
                time.sleep(0.2)

    def has_mail(self):
        return self.place < len(self.office.letters)

    def read_one(self):
        if not self.has_mail():
            return False
        letter = self.office.letters[self.place]
        self.place += 1
        person = self.town.people.get(str(letter['To']))
        number = str(letter['Message-ID'])
        if person and number not in self.read:
            self.read.add(number)
            self.follow(person, letter)
        return True

    def follow(self, person, letter):
        if stop := re.search(r'<http://[^/]+(/\S+)>', header_of(letter)):
            if person.wants_to_stop:
                self.stop(person, stop[1])
            return
        for path in LINK.findall(text_of(letter)):
            if path.startswith('/newsletter/confirm/'):
                self.confirm(person, 'confirmation', path)
            elif path.startswith('/privacy/request/'):
                self.prove(person, path)
            elif path.startswith('/privacy/me/'):
                self.copy(person, path)

    def confirm(self, person, what, path):
        self.town.ask('GET', path, person.network)
        return self.town.press(person, what, path, {})

    def prove(self, person, path):
        _, place = self.confirm(person, 'proof', path)
        if place:
            self.town.ask('GET', place, person.network)

    def copy(self, person, path):
        self.town.ask('GET', path, person.network)
        self.town.press(person, 'copy', f'{path}copy/', {}, good=(200, 410))

    def stop(self, person, path):
        form = {'List-Unsubscribe': 'One-Click'}
        status, _ = self.town.press(person, 'stop', path, form)
        if status == 200:
            person.stopped_at = time.perf_counter()


def header_of(letter):
    return str(letter['List-Unsubscribe'] or '')


def text_of(letter):
    return letter.get_body(('plain',)).get_content()
