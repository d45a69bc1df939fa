from django.urls import path

from trigpoint.web.organisations.views import home

urlpatterns = [path("", home.home, name="home")]
