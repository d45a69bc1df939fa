"""Kinds of institution in words. A kind without words is shown as its code."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "school_11_16": _("School, 11 to 16"),
    "school_11_18": _("School, 11 to 18"),
    "middle_school": _("Middle school"),
    "special_school": _("Special school"),
    "alternative_provision": _("Alternative provision"),
    "sixth_form_college": _("Sixth-form college"),
    "fe_college": _("College of further education"),
    "academy_16_19": _("Academy, 16 to 19"),
    "training_provider": _("Training provider"),
    "hk_secondary_school": _("Secondary school"),
}
