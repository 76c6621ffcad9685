from django.urls import path

from privacy import views
from privacy.cases import views as cases


app_name = 'privacy'

urlpatterns = [
    path('', views.policy, name='policy'),
    path('request/', cases.make_request, name='request'),
    path('request/sent/', views.request_sent, name='request-sent'),
    path('request/<token>/', cases.confirm, name='confirm'),
    path('case/<token>/', cases.case, name='case'),
    path('case/<token>/copy/', cases.copy, name='copy'),
]
