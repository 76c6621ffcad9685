import pytest
from datetime import timedelta
from contact.models import Enquiry
from privacy import tokens
from privacy.cases import codes, services, erasing, handling
from privacy.models import *
from tests import make
pytestmark = pytest.mark.django_db
EVE='eve@example.com'

def press(client, worker, email, right):
    c=ClaimedAddress.objects.filter(email=email, proven_at=None, request__right=right).first()
    a=client.post(f"/privacy/request/{tokens.make('proof', c.pk)}/"); worker(); return a

def test_exploit_correct(client, worker, mailoutbox):
    make.enquiry(message='victim secret')
    e=make.enquiry(email=EVE)
    client.post('/privacy/request/', {'email':EVE,'others':make.ADA,'right':'rectification'}); worker()
    press(client, worker, EVE, 'rectification')
    d=DataSubjectRequest.objects.get()
    me='/privacy/me/%s/' % tokens.make('me', d.pk)
    assert 'victim secret' not in client.get(me).content.decode()
    client.post(me+'correct/', {'kind':'contact.Enquiry','row':e.pk,'field':'name','new_value':'X'})
    assert 'victim secret' not in client.get(me).content.decode()

def test_exploit_twice(client, worker, mailoutbox):
    make.enquiry(message='victim secret')
    client.post('/privacy/request/', {'email':make.ADA,'others':EVE,'right':'rectification'}); worker()
    client.post('/privacy/request/', {'email':make.ADA,'right':'rectification'}); worker()
    assert DataSubjectRequest.objects.count()==2

def test_new_data_after_stuck(client, worker, confirm, mailoutbox):
    make.enquiry(email=make.STRANGER, message=f'Greet {make.ADA} from me.')
    confirm('erasure')
    make.enquiry()
    confirm('erasure', details='again')
    assert not Enquiry.objects.filter(email=make.ADA).exists()
