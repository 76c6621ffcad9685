"""What a colleague fills in for each act about a request.

Texts begin as a draft with the facts filled in (templates/desk/texts); the
colleague edits them, and what was sent is in the request.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from privacy import clock
from privacy.authorities import HOME
from privacy.cases.correcting import Verdict
from privacy.desk.act import ActForm
from privacy.desk.fields import (
    A_REASON,
    LEAST,
    Day,
    PersonsAddress,
    Reason,
    Words,
    today,
)
from privacy.models import Correction, Decision, Ground, Right
from privacy.subjects.plan import fingerprint, plan


class DraftForm(ActForm):
    """Starts with a draft in the field that it names."""

    drafted = ''

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = render_to_string(
            f'desk/texts/{self.drafted}.txt',
            {'dsr': self.about, 'home': HOME, 'today': today()},
            using='letters',
        )
        # Wrapped in the file, one line a paragraph on the page.
        paragraphs = (' '.join(p.split()) for p in text.split('\n\n'))
        self.initial.setdefault(
            self.drafted, '\n\n'.join(p for p in paragraphs if p)
        )


class AnswerForm(DraftForm):
    drafted = 'outcome'
    outcome = Words(
        label='Our answer', help_text='The person reads it as it stands here.'
    )
    what_next = Words(
        label='What happens next',
        help_text='A complaint ends with it: what we change, and what they can '
        'still do.',
        widget=forms.Textarea(attrs={'rows': 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.about.right != Right.COMPLAINT:
            del self.fields['what_next']


class MessageForm(DraftForm):
    drafted = 'body'
    body = Words(label='Message')


class DoubtForm(DraftForm):
    drafted = 'doubt'
    doubt = Reason(
        label='What makes you doubt, and what you ask',
        help_text='Ask for something that only they know. Never for a '
        'document, and nothing that tells them what we hold.',
    )


class LapseForm(DraftForm):
    drafted = 'reason'
    reason = Words(label='What the person reads')

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ExtendForm(DraftForm):
    drafted = 'reason'
    to = Day(label='New last day')
    reason = Reason(
        label='Why it takes longer',
        help_text='The person is told at once. A lack of time is no reason: '
        'only how complex it is, or how many requests they made.',
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial['to'] = self.latest
        self.initial['reason'] = ''
        self.fields['to'].help_text = f'At the latest {self.latest:%d %B %Y}.'

    @property
    def latest(self) -> date:
        return clock.latest_extension(self.about.received_on)

    def clean_to(self) -> date:
        to: date = self.cleaned_data['to']
        if to <= self.about.due_on:
            raise ValidationError(
                'That is not longer: it is due on '
                f'{self.about.due_on:%d %B %Y} anyway.'
            )
        if to > self.latest:
            raise ValidationError(
                f'The law allows {self.latest:%d %B %Y} at the latest.'
            )
        return to


ONLY_ERASURE = (Ground.EXPRESSION, Ground.LAW, Ground.CLAIMS)


class RefuseForm(ActForm):
    ground = forms.ChoiceField(label='Ground', widget=forms.RadioSelect)
    reason = Reason(
        label='Why, in words for the person',
        help_text='A second person must agree before anything is sent. Where '
        'they can complain is added by itself.',
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields['ground']
        field.choices = [(g.value, g.label) for g in self.grounds()]

    def grounds(self) -> list[Ground]:
        """Article 17(3) has exceptions that the other rights have not."""
        deletes = self.about.right in (Right.ERASURE, Right.CHILD)
        return [g for g in Ground if deletes or g not in ONLY_ERASURE]


class DeclineForm(ActForm):
    because = Reason(
        label='Why not',
        help_text='For the colleague who proposed it. The person can see it '
        'in a copy of their data.',
    )


class DecideForm(ActForm):
    """Accept or refuse each proposed correction, with a reason for a no."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for correction in self.proposed():
            self._add(correction)

    def proposed(self) -> list[Correction]:
        return list(self.about.corrections.filter(decision='').order_by('pk'))

    def _add(self, correction: Correction) -> None:
        self.fields[f'decision_{correction.pk}'] = forms.ChoiceField(
            label=f'Correction {correction.pk}',
            choices=[
                (Decision.ACCEPTED.value, 'accept: it is changed everywhere'),
                (Decision.REFUSED.value, 'refuse'),
            ],
            initial=Decision.ACCEPTED,
            widget=forms.RadioSelect,
        )
        self.fields[f'reason_{correction.pk}'] = Words(
            label='Why',
            required=False,
            help_text='Needed to refuse. The person reads it.',
            widget=forms.Textarea(attrs={'rows': 2}),
        )

    def rows(self) -> Iterator[tuple[Correction, Any, Any]]:
        """Each correction with its two fields, for the page."""
        for correction in self.proposed():
            if f'decision_{correction.pk}' in self.fields:
                yield (
                    correction,
                    self[f'decision_{correction.pk}'],
                    self[f'reason_{correction.pk}'],
                )

    def with_errors(self) -> list[tuple[Any, Any]]:
        return [(field, field.errors) for field in self]

    def clean(self) -> dict[str, Any]:
        super().clean()
        verdicts = [self._verdict(c) for c in self.proposed()]
        if not verdicts:
            raise ValidationError('There is nothing left to decide.')
        return {'verdicts': verdicts}

    def _verdict(self, correction: Correction) -> Verdict:
        said = self.cleaned_data.get
        decision = Decision(
            said(f'decision_{correction.pk}') or Decision.ACCEPTED
        )
        reason = said(f'reason_{correction.pk}') or ''
        if decision == Decision.REFUSED and len(reason) < LEAST:
            self.add_error(f'reason_{correction.pk}', A_REASON)
        return Verdict(correction.pk, decision, reason)


class EraseForm(ActForm):
    """Nothing to type: the plan that is shown is the plan that is done."""

    as_planned = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.about.proven_emails()
        self.steps = plan(people) if people else []
        self.initial['as_planned'] = fingerprint(self.steps)

    def clean_as_planned(self) -> str:
        seen: str = self.cleaned_data['as_planned']
        if seen != self.initial['as_planned']:
            raise ValidationError(
                'Rows came or went since you looked. Look at the plan again.'
            )
        return seen


class ExplainForm(ActForm):
    ground = Reason(
        label='Why it stays',
        help_text='For example: the address occurs in a message of somebody '
        'else. Say by what right it stays. The person reads it.',
        widget=forms.Textarea(attrs={'rows': 4}),
    )


class VouchForm(ActForm):
    email = PersonsAddress(label='E-mail address')
    how = Reason(
        label='How you know',
        help_text='What they told you that only they can know, and how you '
        'checked it. No papers, no copies of papers.',
        widget=forms.Textarea(attrs={'rows': 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = self.about.addresses.filter(
            proven_at=None, vouched_by=None, email__isnull=False
        ).first()
        self.initial['email'] = waiting.email if waiting else ''
