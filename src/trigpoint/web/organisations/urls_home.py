from django.urls import path

from trigpoint.web.organisations import views

urlpatterns = [path("", views.home, name="home")]
