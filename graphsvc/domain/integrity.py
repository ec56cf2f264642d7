"""The rules that hold across the rows of a bundle, asked while its rows stream by.

Of a row only what others need is kept (see `domain.register`). What is named before it is read, such as a parent
further down, is judged when its table ends. Together with what a store holds: `domain.conflicts`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from graphsvc.domain.entities import (
    ROW_TYPE,
    Absence,
    Category,
    Duty,
    Escalation,
    Membership,
    Moment,
    Pairing,
    Person,
    Place,
    Policy,
    Post,
    Row,
    Unit,
    identity,
)
from graphsvc.domain.kinds import TABLE_OF, NodeKind, PolicyRule, Table
from graphsvc.domain.leads import WAYS, Lead, Leads, Way
from graphsvc.domain.problems import Code, Problems
from graphsvc.domain.references import Reference
from graphsvc.domain.register import CODE_OF, NODE_OF, PLACE_CODE, WHATS, Register, What
from graphsvc.domain.rules import POLICY_CELLS, may_be_residence, may_have_needs
from graphsvc.domain.trees import UPWARD, Trees

Judge: TypeAlias = Callable[[int, Any, Sequence[str], frozenset[str]], None]
"""Asks the rules of one row: its number, the row, the texts of its cells, the columns that could not be read."""

_IDENTIFYING: Final[dict[Table, frozenset[str]]] = {
    Table.MEMBERSHIPS: frozenset({"person", "unit", "post", "valid_from"}),
    Table.ABSENCES: frozenset({"person", "valid_from"}),
    Table.ESCALATIONS: frozenset({"from_unit", "to_unit", "category", "urgent", "valid_from"}),
    Table.PAIRINGS: frozenset({"helper", "place", "kind", "valid_from"}),
    Table.POLICY: frozenset(Policy._fields),
}


def _way(table: Table, column: str) -> Way:
    return WAYS[Reference(table, column)]


_UNIT_COVERS: Final = _way(Table.UNITS, "covers")
_POST_UNIT: Final = _way(Table.POSTS, "unit")
_POST_PLACE: Final = _way(Table.POSTS, "place")
_POST_DOTTED: Final = _way(Table.POSTS, "dotted")
_PERSON_HOME_UNIT: Final = _way(Table.PERSONS, "home_unit")
_PERSON_RESIDENCE: Final = _way(Table.PERSONS, "residence")
_MEMBERSHIP_PERSON: Final = _way(Table.MEMBERSHIPS, "person")
_MEMBERSHIP_UNIT: Final = _way(Table.MEMBERSHIPS, "unit")
_MEMBERSHIP_POST: Final = _way(Table.MEMBERSHIPS, "post")
_ABSENCE_PERSON: Final = _way(Table.ABSENCES, "person")
_DUTY_HOLDER: Final = _way(Table.DUTIES, "holder")
_DUTY_CATEGORY: Final = _way(Table.DUTIES, "category")
_DUTY_PLACE: Final = _way(Table.DUTIES, "place")
_ESCALATION_FROM_UNIT: Final = _way(Table.ESCALATIONS, "from_unit")
_ESCALATION_TO_UNIT: Final = _way(Table.ESCALATIONS, "to_unit")
_ESCALATION_CATEGORY: Final = _way(Table.ESCALATIONS, "category")
_PAIRING_HELPER: Final = _way(Table.PAIRINGS, "helper")
_PAIRING_PLACE: Final = _way(Table.PAIRINGS, "place")
_POLICY_CATEGORY: Final = _way(Table.POLICY, "category")


class Integrity:
    """Asks the rules of a bundle: `judge` for the rows of each table in the order of tables, `end`, then `finish`."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._register = Register()
        self._leads = Leads(self._register, problems)
        self._trees = Trees(self._register, self._leads, problems)
        self._unit_of: dict[int, int] = {}
        self._seen: set[str] = set()

    def judge(self, table: Table) -> Judge:
        """Give what asks the rules of the rows of a table."""
        judges: dict[Table, Judge] = {
            Table.PLACES: self._judge_place,
            Table.CATEGORIES: self._judge_category,
            Table.UNITS: self._judge_unit,
            Table.POSTS: self._judge_post,
            Table.PERSONS: self._judge_person,
            Table.MEMBERSHIPS: self._judge_membership,
            Table.ABSENCES: self._judge_absence,
            Table.DUTIES: self._judge_duty,
            Table.ESCALATIONS: self._judge_escalation,
            Table.PAIRINGS: self._judge_pairing,
            Table.POLICY: self._judge_policy,
        }
        return judges[table]

    def end(self, table: Table, *, whole: bool) -> None:
        """Judge what had to wait for the end of a table; keys that one not read as a whole may hold are not missed."""
        self._leads.end(table, whole=whole)
        if table in UPWARD:
            self._trees.judge(UPWARD[table])
        self._leads.settle()
        self._seen = set()

    def finish(self) -> None:
        """Tell what could not be told before all tables were read."""
        self._leads.finish()

    # --- the tables ---------------------------------------------------------------------------------------------------

    def _judge_place(self, row: int, place: Place, texts: Sequence[str], broken: frozenset[str]) -> None:
        if broken and "kind" in broken:
            code = CODE_OF[What(NodeKind.PLACE)]
        else:
            code = PLACE_CODE[place.kind]
            if place.needs and not may_have_needs(place.kind):
                self._tell(Code.WRONG_KIND, Table.PLACES, row, "needs", texts, "only a household has care needs")
        self._plant(Table.PLACES, row, place.key, code, place.parent, broken)

    def _judge_category(self, row: int, category: Category, _: Sequence[str], broken: frozenset[str]) -> None:
        self._plant(Table.CATEGORIES, row, category.key, CODE_OF[What(NodeKind.CATEGORY)], category.parent, broken)

    def _judge_unit(self, row: int, unit: Unit, texts: Sequence[str], broken: frozenset[str]) -> None:
        line = None if "line" in broken else unit.line
        self._plant(Table.UNITS, row, unit.key, CODE_OF[What(NodeKind.UNIT, line=line)], unit.parent, broken)
        for place in unit.covers:
            self._leads.follow(_UNIT_COVERS, row, place, texts)
        self._judge_period(Table.UNITS, row, unit.valid_from, unit.valid_to, texts)

    def _judge_post(self, row: int, post: Post, texts: Sequence[str], broken: frozenset[str]) -> None:
        code = CODE_OF[What(NodeKind.POST)]
        number = self._plant(Table.POSTS, row, post.key, code, post.reports_to, broken)
        unit = self._leads.follow(_POST_UNIT, row, post.unit, texts)
        if number is not None and unit is not None:
            self._unit_of[number] = unit
        self._leads.follow(_POST_PLACE, row, post.place, texts)
        for other in post.dotted:
            self._leads.follow(_POST_DOTTED, row, other, texts)
        self._judge_period(Table.POSTS, row, post.valid_from, post.valid_to, texts)

    def _judge_person(self, row: int, person: Person, texts: Sequence[str], broken: frozenset[str]) -> None:
        self._take(Table.PERSONS, row, person.key, CODE_OF[What(NodeKind.PERSON)], broken)
        self._leads.follow(_PERSON_HOME_UNIT, row, person.home_unit, texts)
        residence = self._leads.follow(_PERSON_RESIDENCE, row, person.residence, texts)
        if residence is not None:
            kind = WHATS[self._register.codes[residence]].place
            if kind is not None and not may_be_residence(kind):
                message = f"a residence is no smaller than a building; this is a {kind}"
                self._tell(Code.WRONG_LEVEL, Table.PERSONS, row, "residence", texts, message)

    def _judge_membership(self, row: int, member: Membership, texts: Sequence[str], broken: frozenset[str]) -> None:
        table = Table.MEMBERSHIPS
        self._leads.follow(_MEMBERSHIP_PERSON, row, member.person, texts)
        unit = self._leads.follow(_MEMBERSHIP_UNIT, row, member.unit, texts)
        post = self._leads.follow(_MEMBERSHIP_POST, row, member.post, texts)
        if member.unit is None and member.post is None and broken.isdisjoint({"unit", "post"}):
            self._tell(Code.REQUIRED, table, row, "unit", texts, "a unit or a post is wanted")
        elif unit is not None and post is not None and self._unit_of.get(post, unit) != unit:
            message = f"the post is one of the unit “{self._register.key(self._unit_of[post])}”; leave this cell empty"
            self._tell(Code.WRONG_KIND, table, row, "unit", texts, message)
        self._judge_identity(table, row, member, texts, broken)
        self._judge_period(table, row, member.valid_from, member.valid_to, texts)

    def _judge_absence(self, row: int, absence: Absence, texts: Sequence[str], broken: frozenset[str]) -> None:
        self._leads.follow(_ABSENCE_PERSON, row, absence.person, texts)
        self._judge_identity(Table.ABSENCES, row, absence, texts, broken)
        self._judge_period(Table.ABSENCES, row, absence.valid_from, absence.valid_to, texts)

    def _judge_duty(self, row: int, duty: Duty, texts: Sequence[str], broken: frozenset[str]) -> None:
        self._take(Table.DUTIES, row, duty.key, CODE_OF[What(NodeKind.DUTY)], broken)
        self._leads.follow(_DUTY_HOLDER, row, duty.holder, texts)
        self._leads.follow(_DUTY_CATEGORY, row, duty.category, texts)
        self._leads.follow(_DUTY_PLACE, row, duty.place, texts)
        self._judge_period(Table.DUTIES, row, duty.valid_from, duty.valid_to, texts)

    def _judge_escalation(self, row: int, way: Escalation, texts: Sequence[str], broken: frozenset[str]) -> None:
        table = Table.ESCALATIONS
        self._leads.follow(_ESCALATION_FROM_UNIT, row, way.from_unit, texts)
        self._leads.follow(_ESCALATION_TO_UNIT, row, way.to_unit, texts)
        self._leads.follow(_ESCALATION_CATEGORY, row, way.category, texts)
        if way.from_unit == way.to_unit and broken.isdisjoint({"from_unit", "to_unit"}):
            self._tell(Code.BAD_VALUE, table, row, "to_unit", texts, "a unit does not escalate to itself")
        self._judge_identity(table, row, way, texts, broken)
        self._judge_period(table, row, way.valid_from, way.valid_to, texts)

    def _judge_pairing(self, row: int, pairing: Pairing, texts: Sequence[str], broken: frozenset[str]) -> None:
        self._leads.follow(_PAIRING_HELPER, row, pairing.helper, texts)
        self._leads.follow(_PAIRING_PLACE, row, pairing.place, texts)
        self._judge_identity(Table.PAIRINGS, row, pairing, texts, broken)
        self._judge_period(Table.PAIRINGS, row, pairing.valid_from, pairing.valid_to, texts)

    def _judge_policy(self, row: int, policy: Policy, texts: Sequence[str], broken: frozenset[str]) -> None:
        if "rule" in broken:
            self._leads.follow(_POLICY_CATEGORY, row, policy.category, texts)
            return
        cells = POLICY_CELLS[policy.rule]
        missing: set[str] = set()
        for column, value in zip(policy._fields[1:], policy[1:], strict=True):
            if column in broken:
                continue
            if column in cells.required:
                if value is None:
                    missing.add(column)
                    message = f"a row of the rule {policy.rule} needs this cell"
                    self._problems.add(Code.REQUIRED, Table.POLICY, row, column, "", message)
                elif column == "category":
                    self._leads.follow(_POLICY_CATEGORY, row, policy.category, texts)
            elif value is not None and column not in cells.optional:
                message = f"in a row of the rule {policy.rule} this cell stays empty"
                self._tell(Code.BAD_VALUE, Table.POLICY, row, column, texts, message)
        self._judge_identity(Table.POLICY, row, policy, texts, broken | missing)

    # --- the rules ----------------------------------------------------------------------------------------------------

    def _take(self, table: Table, row: int, key: str, code: int, broken: frozenset[str]) -> int | None:
        """Register a key; None when the row cannot stand for it."""
        if not key:
            return None
        misspelt = "key" in broken
        number = self._register.take(key, code, row, misspelt=misspelt)
        if misspelt:
            return None
        if number is None:
            first = self._register.numbers[key]
            node = NODE_OF[self._register.codes[first]]
            where = "" if node is None else f" in {TABLE_OF[node]}, row {self._register.rows[first]}"
            self._problems.add(Code.DUPLICATE_KEY, table, row, "key", key, f"the key “{key}” stands already{where}")
        return number

    def _plant(
        self, table: Table, row: int, key: str, code: int, parent: str | None, broken: frozenset[str]
    ) -> int | None:
        """Register a key in the tree of its table; the parent is judged when the table ends."""
        way = UPWARD[table]
        number = self._take(table, row, key, code, broken)
        if number is not None:
            self._trees.plant(number, parent, judged=way.reference.column not in broken)
        elif parent is not None:
            self._leads.wait(Lead(way, row, parent, parent))
        return number

    def _judge_identity(self, table: Table, row: int, read: Row, texts: Sequence[str], broken: frozenset[str]) -> None:
        """Tell a row of a table without keys that stands twice."""
        limit = isinstance(read, Policy) and read.rule is PolicyRule.LIMIT
        columns = frozenset({"name"}) if limit else _IDENTIFYING[table]
        if not broken.isdisjoint(columns):
            return
        own = identity(read)
        if own not in self._seen:
            self._seen.add(own)
        elif limit:
            self._tell(Code.DUPLICATE_KEY, table, row, "name", texts, "the limit is named in an earlier row")
        else:
            self._tell(Code.DUPLICATE_KEY, table, row, None, texts, "the row stands in an earlier row as well")

    def _judge_period(
        self, table: Table, row: int, begin: Moment | None, end: Moment | None, texts: Sequence[str]
    ) -> None:
        if begin is not None and end is not None and end < begin:
            self._tell(Code.BAD_PERIOD, table, row, "valid_to", texts, "the end is before the beginning (valid_from)")

    def _tell(self, code: Code, table: Table, row: int, column: str | None, texts: Sequence[str], message: str) -> None:
        value = texts[ROW_TYPE[table]._fields.index(column)] if column else None
        self._problems.add(code, table, row, column, value or None, message)
