"""What the counting looks things up in."""

from collections.abc import Mapping
from dataclasses import dataclass

from visit_app.conversation import Guide
from visit_app.exports.measures import Definitions
from visit_app.exports.period import Period
from visit_app.questionnaires import Catalogue
from visit_app.records.codes import CodeBook
from visit_app.schedule import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The period, the definitions, and what gives codes their meaning.

    `services` are the names in the directory by id.
    """

    period: Period
    definitions: Definitions
    people: CodeBook
    catalogue: Catalogue
    guide: Guide
    programme: Programme
    services: Mapping[str, str]
