"""Every address of the service. Each view says who may open it (`shared.access`); a test walks this list."""

from django.urls import include, path

from trigpoint.web.shared import views as shared

urlpatterns = [
    path("", include("trigpoint.web.organisations.urls_home")),
    path("health/", shared.health, name="health"),
    path("language/", shared.choose_language, name="language"),
    path("pages/<slug:name>/", shared.text_page, name="text-page"),
    path("components/", shared.components, name="components"),
    path("account/", include("trigpoint.web.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("", include("trigpoint.web.organisations.urls")),
    path("", include("trigpoint.web.assessments.urls")),
    path("", include("trigpoint.web.insights.urls")),
    path("demo/", include("trigpoint.web.demo.urls")),
]

handler400 = "trigpoint.web.shared.views.bad_request"
handler403 = "trigpoint.web.shared.views.refused"
handler404 = "trigpoint.web.shared.views.not_found"
handler500 = "trigpoint.web.shared.views.failed"
