"""Forms in the order label, hint, error, control, with the classes of the look."""

from django.forms.renderers import TemplatesSetting


class LookRenderer(TemplatesSetting):
    form_template_name = "shared/forms/form.html"
    field_template_name = "shared/forms/field.html"
