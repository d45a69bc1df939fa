"""Addresses of this app."""

from django.urls import path

from trigpoint.web.organisations.views import hubs

urlpatterns = [
    path("hubs/new/", hubs.new_hub, name="hub-new"),
    path("hubs/<slug:slug>/members/", hubs.members, name="hub-members"),
    path("hubs/<slug:slug>/members/add/", hubs.add_members, name="hub-members-add"),
    path("hubs/<slug:slug>/members/eligible/", hubs.make_eligible, name="hub-members-eligible"),
    path("hubs/<slug:slug>/members/<int:pk>/", hubs.member, name="hub-member"),
    path("hubs/<slug:slug>/settings/", hubs.settings, name="hub-settings"),
]
