from django.urls import path

from privacy import views
from privacy.cases import profile_views as profile
from privacy.cases import recipient_views as recipients
from privacy.cases import views as cases


app_name = 'privacy'

urlpatterns = [
    path('', views.policy, name='policy'),
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
