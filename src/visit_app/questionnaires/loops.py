"""Items that depend on themselves: such a form has no settled state."""

from visit_app.questionnaires.problem import Problem
from visit_app.questionnaires.questionnaire import Questionnaire
from visit_app.questionnaires.references import dependencies


def check_loops(questionnaire: Questionnaire) -> list[Problem]:
    """One problem for each loop of conditions and calculations, at its first item."""
    graph = {
        item.link_id: dependencies(questionnaire, item)
        for item in questionnaire.by_link_id.values()
    }
    for link_id, parent in questionnaire.parents.items():
        graph[link_id].add(parent.link_id)
    return [
        Problem(loop[0], f"depends on itself: {' → '.join([*loop, loop[0]])}")
        for loop in _loops(graph)
    ]


def _loops(graph: dict[str, set[str]]) -> list[list[str]]:
    """The loops of a graph, each once, written from its first item."""
    order = {link_id: n for n, link_id in enumerate(graph)}
    found: dict[frozenset[str], list[str]] = {}
    for start in graph:
        path = _path_back(graph, start)
        if path and frozenset(path) not in found:
            first = min(range(len(path)), key=lambda n: order[path[n]])
            found[frozenset(path)] = path[first:] + path[:first]
    return list(found.values())


def _path_back(graph: dict[str, set[str]], start: str) -> list[str]:
    """The shortest way from an item back to itself, empty when there is none."""
    waiting = [[start]]
    seen = set[str]()
    while waiting:
        path = waiting.pop(0)
        for step in sorted(graph.get(path[-1], ())):
            if step == start:
                return path
            if step not in seen:
                seen.add(step)
                waiting.append([*path, step])
    return []
