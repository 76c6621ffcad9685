from django.urls import path

from contact import views


app_name = 'contact'

urlpatterns = [
    path('contact/', views.contact, name='contact'),
    path('contact/thanks/', views.thanks, name='thanks'),
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
]
