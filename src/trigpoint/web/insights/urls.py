"""Addresses of this app."""

from django.urls import path

from trigpoint.web.insights.views import institutions

urlpatterns = [
    path("institutions/<int:pk>/", institutions.institution, name="institution"),
    path("institutions/<int:pk>/benchmarks/<str:benchmark_id>/", institutions.benchmark, name="benchmark"),
    path("institutions/<int:pk>/one-page/", institutions.one_page, name="one-page"),
]
