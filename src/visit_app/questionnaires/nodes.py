"""The items as they stand in one response: repeats written out."""

from collections.abc import Iterator
from dataclasses import dataclass

from visit_app.questionnaires.questionnaire import Answers, Questionnaire
from visit_app.questionnaires.questionnaire_item import QuestionnaireItem


@dataclass(frozen=True, slots=True)
class Node:
    """One item at one place: `path` is its key in the answers.

    `instance` names the repeats around it with their numbers, outermost first: groups,
    and questions of several answers that each hold items of their own.
    """

    item: QuestionnaireItem
    path: str
    instance: tuple[tuple[str, int], ...]
    parent: "Node | None"

    @property
    def answer_number(self) -> int:
        """Which answer of the question around it this item belongs to."""
        around = self.parent
        if around is None or not (around.item.is_question and around.item.repeats):
            return 0
        return self.instance[-1][1]


def lay_out(questionnaire: Questionnaire, answers: Answers) -> tuple[Node, ...]:
    """Every item in document order, as often as the answers make its group repeat."""
    return tuple(_nodes(questionnaire.item, answers, None, "", ()))


def instances(answers: Answers, path: str) -> int:
    """How often a repeating item has been answered, at least once."""
    opening = f"{path}["
    inside = (key[len(opening) :] for key in answers if key.startswith(opening))
    numbers = (rest.partition("]")[0] for rest in inside)
    given = len(answers.get(path, ()))
    return max([1, given, *(int(n) + 1 for n in numbers if n.isdecimal())])


def _nodes(
    items: tuple[QuestionnaireItem, ...],
    answers: Answers,
    parent: Node | None,
    prefix: str,
    instance: tuple[tuple[str, int], ...],
) -> Iterator[Node]:
    for item in items:
        path = prefix + item.link_id
        is_group = item.type == "group"
        node = Node(item, path, instance, parent)
        if is_group is False or not item.repeats:
            yield node
        if not item.repeats:
            yield from _nodes(item.item, answers, node, prefix, instance)
            continue
        for number in range(instances(answers, path)) if item.item else ():
            own = (*instance, (item.link_id, number))
            if is_group:
                node = Node(item, f"{path}[{number}]", own, parent)
                yield node
            yield from _nodes(item.item, answers, node, f"{path}[{number}]/", own)


def nearest(nodes: tuple[Node, ...], seen_from: Node) -> tuple[Node, ...]:
    """Of the places of one item, those that share the most repeats with another."""
    shared = [_shared(node.instance, seen_from.instance) for node in nodes]
    most = max(shared, default=0)
    return tuple(n for n, count in zip(nodes, shared, strict=True) if count == most)


def _shared(one: tuple[object, ...], other: tuple[object, ...]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
