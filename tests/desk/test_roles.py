"""Each does what their role allows, and nobody agrees with themselves."""

import ast
from pathlib import Path

import pytest
from django.contrib.admin.sites import site
from django.db import IntegrityError, transaction

from contact import exporting
from contact.models import Enquiry, Export, Letter
from privacy.cases import refusing, taking_in
from privacy.duties import disclosures, holds, sales
from privacy.models import (
    MAY,
    Action,
    Breach,
    DataSubjectRequest,
    Disclosure,
    LegalHold,
    OwnershipChange,
    Role,
    StaffMember,
    StrayCookie,
    Subprocessor,
)
from tests import make
from tests.defects.whole import whole
from tests.desk.conftest import page, press
from tests.desk.ready import ON_REQUESTS, READY, asked_for
from tests.invariants.forbidden import run


pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
APPS = [ROOT / 'privacy', ROOT / 'contact']
ACTS = [
    pytest.param(model, act, kind, id=f'{kind}-{act.code}')
    for model, desk in site._registry.items()
    for kind, acts in (
        (model.__name__, getattr(desk, 'acts', ())),
        (f'new-{model.__name__}', getattr(desk, 'starts', ())),
    )
    for act in acts
]
THIRD = 'third@example.org'


def name_of(service):
    return f'{service.__module__.rpartition(".")[2]}.{service.__name__}'


each_service = pytest.mark.parametrize('service', READY, ids=name_of)


# --- One table of who may do what ---------------------------------------------


def test_the_database_and_the_code_say_the_same():
    told = {(role, action) for role, may in MAY.items() for action in may}

    assert set(run('select role, action from privacy_may')) == told


def test_each_role_may_do_all_that_the_one_before_it_may():
    for less, more in zip(list(Role), list(Role)[1:], strict=False):
        assert MAY[less] < MAY[more]


def acts_under_a_name():
    """Every action that some code notes with `by`."""
    calls = [
        node
        for app in APPS
        for path in app.rglob('*.py')
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, 'attr', getattr(node.func, 'id', ''))
        in {'note', '_note'}
    ]
    return {
        node.attr
        for call in calls
        if 'by' in ast.dump(call)
        for given in call.args
        for node in ast.walk(given)
        if isinstance(node, ast.Attribute) and node.attr in Action.__members__
    }


def test_somebody_may_do_each_act_that_is_noted_under_a_name():
    noted = {Action[name] for name in acts_under_a_name()}

    assert len(noted) >= 30
    assert noted <= MAY[Role.LEAD]


def test_every_act_of_the_desk_is_tried_here():
    assert {act.values[1].do for act in ACTS} == set(READY)


# --- The pages ----------------------------------------------------------------

ROWS = {
    DataSubjectRequest: lambda: make.open_case('objection'),
    LegalHold: lambda: make.hold(approved_by=None),
    Disclosure: make.disclosure,
    Breach: make.breach,
    Subprocessor: make.subprocessor,
    OwnershipChange: make.ownership_change,
    StrayCookie: make.stray_cookie,
    StaffMember: lambda: make.member(make.SECOND),
    Enquiry: make.enquiry,
    Letter: make.letter,
    Export: asked_for,
}


def address_of(model, code, kind):
    where = f'/admin/{model._meta.app_label}/{model._meta.model_name}'
    if kind.startswith('new-'):
        return f'{where}/new/{code}/'
    return f'{where}/{ROWS[model]().pk}/{code}/'


@pytest.mark.parametrize('role', Role)
@pytest.mark.parametrize(('model', 'act', 'kind'), ACTS)
def test_a_page_is_open_to_who_may_do_it(desk, role, model, act, kind):
    address = address_of(model, act.code, kind)
    desk.force_login(make.member(THIRD, role))

    seen = [desk.get(address).status_code, desk.post(address).status_code]

    closed = [403, 403]
    assert (seen == closed) == (act.needs not in MAY[role])
    assert 500 not in seen


def test_a_colleague_who_has_left_is_shown_nothing(desk, team):
    StaffMember.objects.filter(pk=team[0].pk).update(is_active=False)

    for address in ('/admin/', page(make.open_case('complaint'), 'answer')):
        assert desk.get(address).url.startswith('/admin/login/')


# --- The services, whoever calls them -----------------------------------------


def refused(service, by, args, said):
    """The rule that was held up; nothing may be left of the act."""
    before = whole()
    with pytest.raises(IntegrityError) as no, transaction.atomic():
        service(*args, **said, by=by)
    assert whole() == before
    return no.value.__cause__.diag.constraint_name


@each_service
def test_what_can_be_done_is_done_by_a_lead(service):
    args, said = READY[service]()

    assert service(*args, **said, by=make.member(THIRD))


@each_service
def test_a_reader_does_nothing(service):
    args, said = READY[service]()
    reader = make.member(THIRD, Role.READER)

    assert refused(service, reader, args, said) == 'not_your_role'


@each_service
def test_who_has_left_does_nothing(service):
    args, said = READY[service]()
    make.member()
    gone = make.member(THIRD)
    StaffMember.objects.filter(pk=gone.pk).update(is_active=False)

    assert refused(service, gone, args, said) == 'not_your_role'


AGREES = [s for s in READY if s.__name__ in ('approve', 'agree')]


@pytest.mark.parametrize('service', AGREES, ids=name_of)
def test_a_handler_is_no_second_person(service):
    args, said = READY[service]()
    handler = make.member(THIRD, Role.HANDLER)

    assert refused(service, handler, args, said) == 'not_your_role'


@pytest.mark.parametrize('service', ON_REQUESTS, ids=name_of)
def test_nobody_works_on_a_request_of_their_own(service):
    person = make.member(make.ADA)
    args, said = READY[service]()

    assert refused(service, person, args, said) == 'your_own_request'


OWN_STEPS = {
    refusing.approve: 'nobody_approves_their_own_refusal',
    taking_in.approve: 'two_people_vouch_for_a_third',
    holds.agree: 'nobody_approves_their_own_hold',
    disclosures.agree: 'nobody_approves_their_own_assessment',
    sales.agree: 'nobody_approves_their_own_sale',
    exporting.agree: 'a_list_is_agreed_to_by_a_second_person',
}


@pytest.mark.parametrize(
    ('service', 'rule'), OWN_STEPS.items(), ids=OWN_STEPS.values()
)
def test_nobody_agrees_with_themselves(service, rule):
    args, said = READY[service]()

    assert refused(service, make.member(), args, said) == rule


def test_every_act_of_a_second_person_is_among_them():
    assert set(AGREES) == set(OWN_STEPS)


# --- And on the page ----------------------------------------------------------

SECOND_STEPS = [
    (refusing.approve, 'privacy/datasubjectrequest', 'agree'),
    (taking_in.approve, 'privacy/datasubjectrequest', 'confirm'),
    (holds.agree, 'privacy/legalhold', 'agree'),
    (disclosures.agree, 'privacy/disclosure', 'agree'),
    (sales.agree, 'privacy/ownershipchange', 'agree'),
    (exporting.agree, 'contact/export', 'agree'),
]


@pytest.mark.parametrize(
    ('service', 'where', 'code'), SECOND_STEPS, ids=OWN_STEPS.values()
)
def test_the_page_says_that_a_second_person_is_needed(
    desk, service, where, code
):
    args, _ = READY[service]()
    address = f'/admin/{where}/{args[0]}/{code}/'
    seen = desk.post(address).context['seen']
    before = whole()

    no = desk.post(address, {'seen': seen, 'confirm': 'yes'})

    assert no.status_code == 409
    rule = OWN_STEPS[service].replace('_', ' ')
    assert rule in no.text or 'second person' in no.text
    assert whole() == before


def test_what_has_become_impossible_meanwhile_is_not_done(desk):
    dsr = make.open_case('complaint')
    typed = {'outcome': 'We are sorry.', 'what_next': 'Nothing more.'}
    seen = desk.post(page(dsr, 'answer'), typed).context['seen']
    make.notice(dsr=dsr)

    no = desk.post(
        page(dsr, 'answer'), typed | {'seen': seen, 'confirm': 'yes'}
    )

    assert no.status_code == 409
    assert DataSubjectRequest.objects.get(pk=dsr.pk).is_at_work


def test_the_second_of_the_team_agrees_to_what_the_first_proposed(desk, second):
    dsr = make.refusal().dsr

    press(second(), dsr, 'agree')

    assert DataSubjectRequest.objects.get(pk=dsr.pk).state == 'refused'
