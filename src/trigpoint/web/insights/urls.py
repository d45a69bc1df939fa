"""Addresses of this app."""

from django.urls import path

from trigpoint.web.insights.views import editions, groups, hubs, institutions, networks

urlpatterns = [
    path("institutions/<int:pk>/", institutions.institution, name="institution"),
    path("institutions/<int:pk>/benchmarks/<str:benchmark_id>/", institutions.benchmark, name="benchmark"),
    path("institutions/<int:pk>/one-page/", institutions.one_page, name="one-page"),
    path("hubs/<slug:slug>/", hubs.hub, name="hub"),
    path("hubs/<slug:slug>/stuck/", hubs.stuck, name="hub-stuck"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("areas/<int:pk>/", groups.area, name="area"),
    path("networks/<int:pk>/", networks.network, name="network"),
    path("frameworks/", editions.editions, name="editions"),
    path("frameworks/<str:edition_id>/", editions.edition, name="edition"),
]
