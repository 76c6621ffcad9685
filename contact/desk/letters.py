"""The letters: write, look, test, send, halt; and how far one has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime

from contact import letters, writing
from contact.audience import Audience, audience
from contact.desk.forms import LetterForm, ScheduleForm
from contact.models import Letter
from contact.models.letters import PREHEADER_SHOWN, SUBJECT_SHOWN
from privacy.desk.act import Act, Preview
from privacy.desk.base import colleague
from privacy.desk.guided import GuidedAdmin
from privacy.desk.history import events_of
from privacy.desk.possible import plainly
from privacy.models import Action, StaffMember


LONGEST = 50_000


def draft_preview(about: Any, said: dict[str, Any]) -> Preview:
    happens = ['It is kept as a draft. Nobody gets anything.']
    return Preview(happens + too_long(said), writing.text(said['body']))


def too_long(said: Mapping[str, str]) -> list[str]:
    shown = {'subject': SUBJECT_SHOWN, 'preheader': PREHEADER_SHOWN}
    names = {'subject': 'subject', 'preheader': 'preview line'}
    return [
        f'The {names[name]} has {len(said[name])} characters; a phone shows '
        f'about {most} of them.'
        for name, most in shown.items()
        if len(said.get(name, '')) > most
    ]


def send_preview(letter: Any, said: dict[str, Any]) -> Preview:
    who = audience(letter.purpose)
    when = 'as soon as you confirm'
    if said['at']:
        at = localtime(said['at'])
        when = f'on {date_format(at, "l j F Y, H:i")} (Vilnius time)'
    happens = [
        f'It goes to {people(who.receive)}, {when}.',
        'From its start on nobody can change it, and it is published on our '
        'site when it is through.',
        'Who stops the newsletter before their turn does not get it.',
    ]
    return Preview(happens, table=how_many(who))


def how_many(who: Audience) -> list[tuple[object, object]]:
    return [
        ('How many', 'people'),
        ('Addresses that we know for this', who.known),
        *((capfirst(why), count) for why, count in who.reasons),
        ('Get it', who.receive),
    ]


def people(count: int) -> str:
    return '1 person' if count == 1 else f'{count:,} people'


def only(words: str, holds: Callable[[Letter], object]) -> Callable[[Any], str]:
    """Why not, unless it holds."""
    return lambda letter: '' if letter and holds(letter) else words


NOT_SET = only(
    'Its hour is set: take that back first.', lambda x: not x.send_at
)
WRITE = Act(
    'write',
    'Write a letter',
    'It is a draft until you send it.',
    needs=Action.LETTER_SENT,
    form=LetterForm,
    do=letters.write,
    preview=draft_preview,
    template='desk/write.html',
)
ACTS = (
    Act(
        'test',
        'Send me a test copy',
        '',
        needs=Action.LETTER_SENT,
        do=letters.send_test,
        preview=plainly('A copy goes to your own address, and to nobody else.'),
        at_once=True,
    ),
    Act(
        'edit',
        'Change it',
        '',
        needs=Action.LETTER_SENT,
        form=LetterForm,
        do=letters.edit,
        why_not=NOT_SET,
        preview=draft_preview,
        template='desk/write.html',
    ),
    Act(
        'send',
        'Send it',
        'Now, or at an hour that you choose.',
        needs=Action.LETTER_SENT,
        form=ScheduleForm,
        do=letters.schedule,
        why_not=NOT_SET,
        preview=send_preview,
    ),
    Act(
        'unschedule',
        'Do not send it yet',
        '',
        needs=Action.LETTER_SENT,
        do=letters.unschedule,
        why_not=only(
            'It has no hour, or has begun.',
            lambda x: x.send_at and not x.started_at,
        ),
        preview=plainly('It is a draft again.'),
        at_once=True,
    ),
    Act(
        'halt',
        'Halt it',
        '',
        needs=Action.LETTER_SENT,
        do=letters.halt,
        why_not=only(
            'It is not being sent.', lambda x: x.state == 'being sent'
        ),
        preview=plainly('From the next person on, nobody gets it.'),
        at_once=True,
    ),
    Act(
        'resume',
        'Go on',
        '',
        needs=Action.LETTER_SENT,
        do=letters.resume,
        why_not=only('It is not halted.', lambda x: x.state == 'paused'),
        preview=plainly(
            'It goes on with the next person. Nobody gets it twice.'
        ),
        at_once=True,
    ),
)


@admin.register(Letter)
class LetterAdmin(GuidedAdmin):
    acts = ACTS
    starts = (WRITE,)
    page_template = 'desk/letter.html'
    change_list_template = 'desk/letters.html'
    looked_at_because = 'to write to subscribers'
    list_display = ['subject', 'state', 'send_at', 'finished_at']
    ordering = ['-written_at']

    def get_urls(self) -> list[URLPattern]:
        preview = path(
            'preview/',
            self.admin_site.admin_view(self.preview),
            name=f'{self._name}_preview',
        )
        return [preview, *super().get_urls()]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """What is being written, as it will read. Kept nowhere."""
        if request.method != 'POST' or not colleague(request).may(WRITE.needs):
            raise PermissionDenied
        said = request.POST
        body = said.get('body', '')[:LONGEST]
        context = {
            'subject': said.get('subject', ''),
            'preheader': said.get('preheader', ''),
            'too_long': too_long(said),
            'content': writing.html(body),
            'text': writing.text(body),
        }
        return render(request, 'desk/_letter_preview.html', context)

    @admin.display(description='State')
    def state(self, letter: Letter) -> str:
        return letter.state

    def shown(self, about: Any, by: StaffMember) -> dict[str, Any]:
        return {
            'title': about.subject,
            'content': writing.html(about.body),
            'text': writing.text(about.body),
            'progress': progress(about),
            'how_many': how_many(audience(about.purpose)),
            'events': events_of(about).acts()[:50],
        }


def progress(letter: Letter) -> dict[str, int]:
    """How far it has come. People still to come are as of now."""
    counts: dict[str, int] = letter.deliveries.aggregate(
        sent=Count('pk', filter=Q(sent_at__isnull=False)),
        ended=Count('pk', filter=Q(ended_at__isnull=False)),
        waits=Count(
            'pk', filter=Q(sent_at=None, ended_at=None, code__isnull=False)
        ),
        unsure=Count('pk', filter=Q(sent_at=None, ended_at=None, code=None)),
    )
    if letter.state == 'being sent':
        counts['unsure'] = max(0, counts['unsure'] - 1)  # on its way just now
    done = counts['sent'] + counts['ended'] + counts['unsure']
    whole = done if letter.finished_at else audience(letter.purpose).receive
    return counts | {'done': done, 'whole': max(whole, done)}
