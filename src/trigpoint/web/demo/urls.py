"""Addresses of this app."""

from django.urls import path

from trigpoint.web.demo import views

urlpatterns = [
    path("", views.roles, name="demo-roles"),
    path("enter/<int:pk>/", views.enter, name="demo-enter"),
]
