"""Texts of the floors below that pages show: mistakes in answers and in register files, titles of layouts.

Nothing here runs: naming a text is what makes `script/assets messages` collect it. The texts stand in
engine/scoring/mistakes.py, jobs/interchange/mistakes.py and the layouts; a test holds these copies against them.
"""

from django.utils.translation import gettext_noop as _

ANSWERS = (
    _("Say why this does not apply."),
    _("“%(value)s” is not one of the answers to this question."),
    _("Answer each line."),
    _("There is no line “%(line)s” in this question."),
    _("Answer each column of line “%(line)s”."),
    _("There is no column “%(column)s” in this question."),
    _("Give two numbers: how many, and of how many."),
    _("Give two whole numbers, 0 or more: how many, and of how many."),
    _("%(numerator)s of %(denominator)s is more than all of them."),
    _("Write something, or leave the question open."),
)

ROWS = (
    _("the row has %(cells)s cells, where the header has %(columns)s."),
    _("Look for a comma or a quotation mark too many."),
    _("the cell is empty."),
    _("Every institution needs its number and its name."),
    _("the cell holds a formula, not a value."),
    _("Copy the column and paste it as values."),
    _("the number %(number)s is on row %(row)s already."),
    _("Keep one of the two rows."),
    _("the text has %(length)s characters, and %(most)s is the most."),
    _("Check that no quotation mark is missing in the file."),
    _('"%(cell)s" is not a number.'),
    _("Write digits only."),
    _('"%(cell)s" is not a whole number from 0 up.'),
    _("Write digits with a full stop, such as 22.5."),
    _("%(cell)s is not an age."),
    _("Write the age in years."),
    _('"%(cell)s" is not a date.'),
    _("Write day-month-year, such as 31-08-2025."),
    _('"%(cell)s" is not a postcode.'),
    _("Write it as in NE1 4LP."),
    _('"%(cell)s" is no status that is known.'),
    _("Known are: %(known)s."),
    _('"%(cell)s" is not a URN.'),
    _("A URN has 5 to 7 digits, such as 108526."),
    _('"%(cell)s" is not a school number.'),
    _("A school number has %(digits)s digits."),
    _('"%(cell)s" is no type of link that is known.'),
    _("Tell the makers of Trigpoint about the new type."),
    _("%(number)s is said to have followed itself."),
    _("Remove the row."),
    _('the type "%(type)s" is not known here, so institutions of it get no kind.'),
    _("Add it to %(file)s."),
)

FILES = (
    _("the file has %(size)s MB, and %(limit)s MB is the most that is read."),
    _("Send the register alone, packed as .gz, or raise the limit."),
    _("the file is empty."),
    _("Download it again."),
    _("this is a workbook of the old kind, or one with a password."),
    _("Save it as .xlsx without a password, or as CSV."),
    _("this is a packed archive, but not a workbook."),
    _("Unpack it and send the .csv or .xlsx file inside."),
    _("the workbook cannot be read (%(error)s)."),
    _("Download it again, or save it as CSV."),
    _("unpacked, the workbook would have %(size)s MB, which no register has."),
    _("Send it as CSV, or download it again from the register."),
    _("unpacked, the file has more than %(limit)s MB."),
    _("Send the register alone; no register is that large."),
    _("the packed file breaks off before its end, so rows are missing."),
    _("Download it again; nothing was changed."),
    _("this is not text, or text in UTF-16 without the mark at its start."),
    _("Save it again as CSV with the encoding UTF-8."),
    _("the text is neither UTF-8 nor UTF-16 nor Windows-1252."),
    _("the columns are separated by semicolons, where registers use commas."),
    _("Save it again as CSV with commas between columns."),
    _("the columns are separated by tabs, where registers use commas."),
    _("the columns are separated by upright bars, where registers use commas."),
    _("the text cannot be read on from here (%(error)s)."),
    _("Look for a quotation mark that is not closed, or save the file again as UTF-8."),
    _("nothing says of which date the register is."),
    _("Give the as-of date, or keep the name it was downloaded with."),
    _("the register is said to be of %(date)s, which is still to come."),
    _("Give the date of the download as the as-of date."),
    _("the columns are those of no register that is known."),
    _(
        "the columns are those of no register that is known. "
        'Nearest is "%(nearest)s", for which these columns are missing: %(missing)s.'
    ),
)

SILENCES = (
    _("says that something was amalgamated, not what"),
    _("a shared sixth form, not a succession"),
    _("an expansion, not a succession"),
    _("a change of ages, not a succession"),
    _("a closure without a successor"),
    _("a link of another sort"),
)

LAYOUTS = (
    _("GIAS, all fields"),
    _("performance tables, list of schools (spine)"),
    _("EduBase, schools in England (2017)"),
    _("GIAS, cut of open schools"),
    _("GIAS, cut with closed schools"),
    _("GIAS, links between establishments"),
    _("GIAS, types of establishment"),
    _("Hong Kong, School Location and Information"),
)
