"""Addresses of this app."""

from django.urls import path

from trigpoint.web.organisations.views import account, events, hubs, invitations, people, registers, settings

urlpatterns = [
    path("account/you/", account.account, name="account"),
    path("account/invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("account/claim/<str:token>/", invitations.claim, name="claim"),
    path("administration/people/", people.service_people, name="service-people"),
    path("roles/<int:pk>/end/", people.role_end, name="role-end"),
    path("invitations/<int:pk>/revoke/", people.invitation_revoke, name="invitation-revoke"),
    path("invitations/<int:pk>/send/", people.invitation_send_again, name="invitation-send"),
    path("institutions/<int:pk>/people/", people.institution_people, name="institution-people"),
    path("institutions/<int:pk>/hand-over/", people.ask_for_handover, name="institution-handover"),
    path("institutions/<int:pk>/settings/", settings.institution_settings, name="institution-settings"),
    path("institutions/<int:pk>/sites/<int:site>/close/", settings.site_close, name="site-close"),
    path("institutions/<int:pk>/events/", events.institution_events, name="institution-events"),
    path("register/", registers.register, name="register"),
    path("register/<int:pk>/", registers.register_import, name="register-import"),
    path("register/<int:pk>/write/", registers.register_write, name="register-write"),
    path("register/<int:pk>/again/", registers.register_again, name="register-again"),
    path("register/<int:pk>/drop/", registers.register_drop, name="register-drop"),
    path("register/<int:pk>/problems.csv", registers.register_problems, name="register-problems"),
    path("register/<int:pk>/changes/", registers.register_changes, name="register-changes"),
    path("institutions/", registers.institutions, name="institutions"),
    path("hubs/<slug:slug>/people/", people.hub_people, name="hub-people"),
    path("hubs/<slug:slug>/events/", events.hub_events, name="hub-events"),
    path("hubs/new/", hubs.new_hub, name="hub-new"),
    path("hubs/<slug:slug>/members/", hubs.members, name="hub-members"),
    path("hubs/<slug:slug>/members/add/", hubs.add_members, name="hub-members-add"),
    path("hubs/<slug:slug>/members/eligible/", hubs.make_eligible, name="hub-members-eligible"),
    path("hubs/<slug:slug>/members/<int:pk>/", hubs.member, name="hub-member"),
    path("hubs/<slug:slug>/settings/", hubs.settings, name="hub-settings"),
]
