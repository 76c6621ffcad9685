"""An act of the team, in steps: a form, a look at what would happen, a button.

Nothing is done before somebody saw what it will do. If the row changed while
they looked, they look again; if the act is impossible by then, or somebody was
faster, they read what happened. What they typed is never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from privacy.desk.act import Act, ActForm
from privacy.desk.again import proof_first
from privacy.desk.base import ReadOnlyAdmin, colleague, note_look, rule_of
from privacy.desk.history import (
    events_of,
    facts_of,
    happened_since,
    last_act,
)
from privacy.intake import AWAY, is_database_away
from privacy.models import StaffMember


class GuidedAdmin(ReadOnlyAdmin):
    """Rows to look at, with the acts that are possible on each."""

    acts: Sequence[Act] = ()
    starts: Sequence[Act] = ()  # that make a row
    page_template = 'desk/register.html'
    looked_at_because = 'to look after it'

    # --- Addresses -----------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        closed = self.admin_site.admin_view
        own = [
            *(
                path(f'<int:pk>/{act.code}/', closed(self._view(act)))
                for act in self.acts
            ),
            *(
                path(
                    f'new/{act.code}/',
                    closed(self._view(act)),
                    name=f'{self._name}_{act.code}',
                )
                for act in self.starts
            ),
        ]
        return own + super().get_urls()

    @property
    def _name(self) -> str:
        return f'{self.opts.app_label}_{self.opts.model_name}'

    def _view(self, act: Act) -> Callable[..., HttpResponse]:
        return partial(self.guide, act=act)

    def page_of(self, row: Model) -> str:
        return reverse(f'admin:{self._name}_change', args=[row.pk])

    # --- The page of a row ---------------------------------------------------

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = '',
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        about, by = self.find(object_id), colleague(request)
        if refused := self._refused_look(request, about):
            return refused
        acts = [(act, act.impossible(about, by)) for act in self.acts]
        return self._page(
            request,
            self.page_template,
            about,
            possible=[act for act, why_not in acts if not why_not],
            impossible=[(act, why_not) for act, why_not in acts if why_not],
            **self.shown(about, by),
        )

    def _refused_look(
        self, request: HttpRequest, about: Any
    ) -> HttpResponse | None:
        """Note the look; or a page that says why they may not look."""
        by = colleague(request)
        if not by.sees_people:
            return None
        try:
            with transaction.atomic():
                note_look(by, about, self.looked_at_because)
        except IntegrityError as refused:
            return self._cannot(request, about, f'{rule_of(refused)}.')
        return None

    def find(self, pk: object) -> Any:
        """The row with all that its page needs, or 404."""
        number = str(pk)
        if number.isdecimal() and (
            row := self.rows().filter(pk=number).first()
        ):
            return row
        raise Http404

    def rows(self) -> QuerySet:
        return self.model._default_manager.all()

    def shown(self, about: Any, by: StaffMember) -> dict[str, Any]:
        """What the page shows besides the row and its acts."""
        return {'facts': facts_of(about), 'events': events_of(about)}

    def _page(
        self,
        request: HttpRequest,
        template: str,
        about: Any,
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        by = colleague(request)
        return TemplateResponse(
            request,
            template,
            {
                **self.admin_site.each_context(request),
                'opts': self.opts,
                'about': about,
                'page': self.page_of(about) if about else '',
                'sees_people': by.sees_people,
                'me': by,
                'seen': last_act(about),
                **context,
            },
            status=status,
        )

    # --- An act, step by step ------------------------------------------------

    def guide(
        self, request: HttpRequest, act: Act, pk: int | None = None
    ) -> HttpResponse:
        by = colleague(request)
        about = None if pk is None else self.find(pk)
        if not by.may(act.needs):
            raise PermissionDenied
        if about and (refused := self._refused_look(request, about)):
            return refused
        if why_not := act.impossible(about, by):
            return self._cannot(request, about, why_not)
        if request.method != 'POST':
            form = act.form(about=about, by=by)
            return self._form(request, act, about, form)
        form = act.form(request.POST, about=about, by=by)
        if not form.is_valid():
            return self._form(request, act, about, form, status=400)
        if 'change' in request.POST:
            return self._form(request, act, about, form)
        if 'confirm' not in request.POST:
            return self._preview(request, act, about, form)
        return self._carry_out(request, act, about, form)

    def _carry_out(
        self, request: HttpRequest, act: Act, about: Any, form: ActForm
    ) -> HttpResponse:
        if act.is_critical and (asked := proof_first(request, act.name)):
            return asked
        subject = (about.pk,) if about else ()
        try:
            with transaction.atomic():
                lock(about)
                if request.POST.get('seen') != str(last_act(about)):
                    return self._preview(request, act, about, form, status=409)
                done = act.do(*subject, by=form.by, **form.cleaned_data)
        except IntegrityError as refused:
            form.add_error(None, f'Refused: {rule_of(refused)}.')
            return self._form(request, act, about, form, status=409)
        except Exception as error:
            if not is_database_away(error):
                raise
            form.add_error(None, AWAY)
            return self._form(request, act, about, form, status=503)
        row, is_new = done if isinstance(done, tuple) else (done, bool(done))
        if not is_new:
            messages.warning(request, NOTHING_DONE)
        else:
            messages.success(request, f'Done: {act.name}.')
        return redirect(self.page_of(about or row))

    def _form(
        self,
        request: HttpRequest,
        act: Act,
        about: Any,
        form: ActForm,
        status: int = 200,
    ) -> HttpResponse:
        context = {'act': act, 'form': form, 'title': act.name}
        return self._page(request, act.template, about, status, **context)

    def _preview(
        self,
        request: HttpRequest,
        act: Act,
        about: Any,
        form: ActForm,
        status: int = 200,
    ) -> HttpResponse:
        since = request.POST.get('seen', '')
        return self._page(
            request,
            'desk/preview.html',
            about,
            status,
            act=act,
            title=act.name,
            preview=act.preview(about, form.cleaned_data),
            can_change=bool(form.visible_fields()),
            typed=[
                (name, value)
                for name in form.fields
                for value in request.POST.getlist(form.add_prefix(name))
            ],
            meanwhile=happened_since(about, since) if status == 409 else (),
        )

    def _cannot(
        self, request: HttpRequest, about: Any, why_not: str
    ) -> HttpResponse:
        return self._page(
            request,
            'desk/cannot.html',
            about,
            409,
            title='Not possible',
            why_not=why_not,
            meanwhile=events_of(about)[:5] if about else (),
        )


def lcfirst(words: str) -> str:
    return words[0].lower() + words[1:]


def lock(about: Any) -> None:
    """Whoever presses at the same moment comes after us."""
    if about is not None:
        rows = type(about)._base_manager.filter(pk=about.pk)
        rows.select_for_update(of=('self',), no_key=True).first()


NOTHING_DONE = (
    'Nothing was done: it had been done already, or is not possible any more. '
    'What happened is below.'
)
