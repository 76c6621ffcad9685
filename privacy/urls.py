from django.urls import path

from privacy import views
from privacy.cases import profile_views as profile
from privacy.cases import recipient_views as recipients
from privacy.cases import views as cases
from privacy.policy import views as policy
from privacy.policy import well_known
from privacy.promises import views as ledger


app_name = 'privacy'

urlpatterns = [
    path('', policy.policy, name='policy'),
    path('policy.jsonld', well_known.vocabulary, name='vocabulary'),
    path('versions/', policy.every_version, name='versions'),
    path('versions/feed/', policy.feed, name='feed'),
    path('versions/compare/', policy.compare, name='compare'),
    path('versions/<label>/', policy.version, name='version'),
    path('versions/<label>/since/<since>/', policy.changes, name='changes'),
    path('promises/', ledger.promises, name='promises'),
    path('transparency/', views.transparency, name='transparency'),
    path('authorities/', views.authorities, name='authorities'),
    path('schema/data.json', views.schema, name='schema'),
    path('request/', cases.make_request, name='request'),
    path('request/sent/', views.request_sent, name='request-sent'),
    path('request/<token>/', cases.confirm, name='confirm'),
    path('code/', cases.type_code, name='code'),
    path('link/', cases.renew_link, name='link'),
    path('case/<token>/', cases.case, name='case'),
    path('case/<token>/message/', cases.write_message, name='message'),
    path('case/<token>/withdraw/', cases.withdraw, name='withdraw'),
    path('case/<token>/unlock/', cases.unlock, name='unlock'),
    path('recipient/<token>/', recipients.recipient, name='recipient'),
    path('me/<token>/', profile.me, name='me'),
    path('me/<token>/copy/', profile.copy, name='copy'),
    path('me/<token>/correct/', profile.correct, name='correct'),
    path('me/<token>/stop/', profile.stop, name='stop'),
    path('me/<token>/delete/', profile.delete, name='delete'),
]
