"""Every form of the web desk by its kind (表单目录): a kind without one is not offered here."""

from collections.abc import Mapping

from county.web.admission_forms import ADMISSION_FORMS
from county.web.call_forms import CALL_FORMS
from county.web.consult_forms import CONSULT_FORMS
from county.web.event_forms import EVENT_FORMS
from county.web.fields import Form
from county.web.handling_forms import HANDLING_FORMS
from county.web.lists.draft_forms import DRAFT_FORMS
from county.web.notice_forms import NOTICE_FORMS
from county.web.reverse_forms import REVERSE_FORMS
from county.web.supervision_forms import SUPERVISION_FORMS

_ALL = (
    *CALL_FORMS, *CONSULT_FORMS, *EVENT_FORMS, *HANDLING_FORMS, *SUPERVISION_FORMS, *ADMISSION_FORMS, *DRAFT_FORMS,
    *NOTICE_FORMS, *REVERSE_FORMS,
)  # fmt: skip
FORMS: Mapping[str, Form] = {form.kind: form for form in _ALL}
KNOWN = frozenset(FORMS)
