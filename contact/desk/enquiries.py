"""The messages that people sent us, and our answers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator

from contact import answering
from contact.desk.forms import AnswerForm, NotesForm
from contact.desk.proposals import IS_NO_REQUEST, TAKE_IN
from contact.desk.usable import UsableAdmin
from contact.models import Enquiry
from privacy.desk.act import Act, Preview
from privacy.desk.base import colleague, moment
from privacy.desk.history import events_of
from privacy.desk.lines import NAMES
from privacy.desk.possible import plainly
from privacy.models import Action, StaffMember


def answer_preview(enquiry: Any, said: dict[str, Any]) -> Preview:
    return Preview(
        [
            'It goes by mail to the address that wrote, as an answer to their '
            'message, and is kept beside it.',
            'Below it stands where they can see, correct or delete it all.',
        ],
        said['body'],
    )


ACTS = (
    TAKE_IN,
    IS_NO_REQUEST,
    Act(
        'answer',
        'Answer',
        'By mail, to whom it came from.',
        needs=Action.MESSAGE_OUT,
        form=AnswerForm,
        do=answering.answer,
        preview=answer_preview,
    ),
    Act(
        'notes',
        'Write notes',
        'For colleagues, and for the person to see in their copy.',
        needs=Action.TAKEN,
        form=NotesForm,
        do=answering.write_notes,
        preview=lambda about, said: Preview(
            ['They are kept beside the message.'], said['notes']
        ),
    ),
    Act(
        'take',
        'I look after it',
        '',
        needs=Action.TAKEN,
        do=answering.take,
        why_not=lambda e: 'A colleague looks after it.' * bool(e.taken_by_id),
        preview=plainly(),
        at_once=True,
    ),
    Act(
        'give-back',
        'Give it back',
        '',
        needs=Action.GIVEN_BACK,
        do=answering.give_back,
        why_not=lambda e: 'Nobody looks after it.' * (not e.taken_by_id),
        preview=plainly(),
        at_once=True,
    ),
    Act(
        'close',
        'Close it',
        '',
        needs=Action.ANSWERED,
        do=answering.close,
        why_not=lambda e: 'It is closed.' * bool(e.closed_at),
        preview=plainly(),
        at_once=True,
    ),
    Act(
        'open-again',
        'Open it again',
        '',
        needs=Action.TAKEN,
        do=answering.open_again,
        why_not=lambda e: 'It is open.' * (not e.closed_at),
        preview=plainly(),
        at_once=True,
    ),
)


class Standing(SimpleListFilter):
    """What waits for us, unless somebody asks for more."""

    title = 'standing'
    parameter_name = 'standing'

    def lookups(
        self, request: HttpRequest, model_admin: Any
    ) -> list[tuple[str, str]]:
        return [
            ('proposed', 'May be a request'),
            ('mine', 'I look after'),
            ('answered', 'Answered'),
            ('closed', 'Closed'),
            ('all', 'All'),
        ]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [{**first, 'display': 'New'}, *others]

    def queryset(self, request: HttpRequest, rows: Any) -> QuerySet:
        chosen = self.value() or 'new'
        if chosen == 'all':
            return rows
        if chosen == 'proposed':
            return rows.exclude(proposed='').order_by('received_at')
        if chosen == 'mine':
            return rows.filter(closed_at=None, taken_by=colleague(request))
        return rows.of_standing(chosen)


@admin.register(Enquiry)
class EnquiryAdmin(UsableAdmin):
    acts = ACTS
    page_template = 'desk/enquiry.html'
    looked_at_because = 'to read and answer the message'
    list_display = ['begins', 'who', 'received', 'standing', 'looked_after_by']
    list_filter = [Standing, 'received_at']
    ordering = ['-received_at']
    sortable_by = ()

    def rows(self) -> QuerySet:
        return (
            self.model.objects.usable()
            .with_standing()
            .select_related('taken_by', 'follows', 'became')
        )

    @admin.display(description='From')
    def who(self, enquiry: Enquiry) -> str:
        return enquiry.name or enquiry.email

    @admin.display(description='Message')
    def begins(self, enquiry: Enquiry) -> str:
        return Truncator(' '.join(enquiry.message.split())).chars(80)

    @admin.display(description='Received')
    def received(self, enquiry: Enquiry) -> str:
        return moment(enquiry.received_at)

    @admin.display(description='Standing')
    def standing(self, enquiry: Any) -> str:
        return str(enquiry.standing)

    @admin.display(description='Looked after by')
    def looked_after_by(self, enquiry: Enquiry) -> str:
        return enquiry.taken_by.called if enquiry.taken_by else '–'

    def shown(self, about: Any, by: StaffMember) -> dict[str, Any]:
        replies = about.replies.select_related('written_by').order_by('pk')
        return {
            'title': str(about),
            'replies': replies if by.sees_people else [],
            'followed_by': about.followed_by.usable().order_by('pk'),
            'act': TAKE_IN,
            'proposed': NAMES.get(about.proposed),
            'events': events_of(about)[:50],
        }
