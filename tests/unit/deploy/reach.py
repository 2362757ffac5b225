"""Who reaches whom, by the network policies."""

from typing import Any

from tests.unit.deploy.manifests import Manifest, of_kind

PARTS = ("intake", "worker", "console", "nlu", "bench", "upkeep", "postgres")


def selects(selector: dict[str, Any], part: str) -> bool:
    """Whether a selector takes in the pods of a part."""
    labels = {"app": "canhgiac", "part": part}
    if any(labels.get(key) != value for key, value in selector.get("matchLabels", {}).items()):
        return False
    expressions = selector.get("matchExpressions", [])
    assert all(one["operator"] == "In" for one in expressions)
    return all(labels.get(one["key"]) in one["values"] for one in expressions)


def _rules(manifests: list[Manifest], part: str, way: str) -> list[dict[str, Any]] | None:
    """All rules for one way of a part; None without a policy, which lets everything through."""
    specs = [one["spec"] for one in of_kind(manifests, "NetworkPolicy").values()]
    ours = [one for one in specs if selects(one["podSelector"], part) and way in one["policyTypes"]]
    if not ours:
        return None
    return [rule for one in ours for rule in one.get(way.lower(), [])]


def peers(manifests: list[Manifest], part: str, way: str) -> set[str]:
    """The parts, namespaces ('ingress', ...) and 'internet' on the other end; 'all' if anybody."""
    rules = _rules(manifests, part, way)
    if rules is None:
        return {"all"}
    found: set[str] = set()
    for rule in rules:
        others = rule.get("from" if way == "Ingress" else "to")
        for other in others or [{}]:
            found |= _who(other, rule)
    return found


def _who(other: dict[str, Any], rule: dict[str, Any]) -> set[str]:
    if "ipBlock" in other:
        ports = {port.get("port") for port in rule.get("ports", [])}
        return {"internet" if ports == {443} else "internet on any port"}
    if "namespaceSelector" in other:
        return {key.removeprefix("canhgiac-") for key in other["namespaceSelector"]["matchLabels"]}
    if "podSelector" in other and rule.get("ports"):
        return {part for part in PARTS if selects(other["podSelector"], part)}
    return {"all"}
