"""Addresses of this app."""

from django.urls import path

from trigpoint.web.assessments.views import campaigns

urlpatterns = [
    path("hubs/<slug:slug>/campaigns/", campaigns.list_campaigns, name="campaigns"),
    path("hubs/<slug:slug>/campaigns/new/", campaigns.new_campaign, name="campaign-new"),
    path("campaigns/<int:pk>/", campaigns.show_campaign, name="campaign"),
    path("campaigns/<int:pk>/remind/", campaigns.remind, name="campaign-remind"),
    path("campaigns/<int:pk>/change/", campaigns.change_campaign, name="campaign-change"),
]
