from django.urls import path

from contact import letters_views as letters
from contact import preferences_views as preferences
from contact import views


app_name = 'contact'

urlpatterns = [
    path('contact/', views.contact, name='contact'),
    path('contact/thanks/', views.thanks, name='thanks'),
    path('newsletter/', views.newsletter, name='newsletter'),
    path('newsletter/notices/', views.notices, name='notices'),
    path('newsletter/asked/', views.newsletter_asked, name='newsletter-asked'),
    path(
        'newsletter/confirm/<token>/',
        views.confirm_newsletter,
        name='newsletter-confirm',
    ),
    path(
        'newsletter/stop/<token>/',
        views.stop_newsletter,
        name='newsletter-stop',
    ),
    path('newsletter/letters/', letters.letters, name='letters'),
    path('newsletter/letters/feed/', letters.feed, name='letters-feed'),
    path('newsletter/letters/<slug:slug>/', letters.letter, name='letter'),
    path('newsletter/yours/', preferences.ask, name='preferences-ask'),
    path('newsletter/yours/sent/', preferences.sent, name='preferences-sent'),
    path(
        'newsletter/yours/<token>/',
        preferences.preferences,
        name='preferences',
    ),
    path(
        'newsletter/yours/<token>/stop/',
        preferences.stop,
        name='preferences-stop',
    ),
    path(
        'newsletter/yours/<token>/stop-everything/',
        preferences.stop_everything,
        name='preferences-stop-everything',
    ),
    path(
        'newsletter/yours/<token>/start/',
        preferences.start,
        name='preferences-start',
    ),
    path(
        'newsletter/yours/<token>/pause/',
        preferences.pause,
        name='preferences-pause',
    ),
    path(
        'newsletter/yours/<token>/move/',
        preferences.move,
        name='preferences-move',
    ),
    path(
        'newsletter/yours/<token>/proof/',
        preferences.proof,
        name='preferences-proof',
    ),
]
