"""What is wrong with a compose file."""

import json
import re
from typing import Any

from tests.unit.deploy.known import cannot_be_typed, settings_of

OPS = "9090"
OUTSIDE = {"edge", "out"}
"""Networks from which the Internet can be reached."""
GOES_OUT = {"proxy": {"edge"}, "intake": {"out"}, "worker": {"out"}}
NLU = {"nlu-1", "nlu-2"}
ASKS_NLU = {"nlu-balancer", "bench"}
ENDS = {"migrate", "backup"}


def networks_of(service: dict[str, Any]) -> set[str]:
    """The names, whichever way they are written."""
    return set(service.get("networks", []))


def members(compose: dict[str, Any], network: str) -> set[str]:
    """Who is on a network."""
    return {name for name, one in compose["services"].items() if network in networks_of(one)}


def complaints(compose: dict[str, Any]) -> list[str]:
    """Everything that is wrong."""
    found = _networks(compose)
    for name, service in compose["services"].items():
        found += [f"{name}: {what}" for what in _confined(name, service)]
        found += [f"{name}: {what}" for what in _environment(service)]
    return found


def _confined(name: str, service: dict[str, Any]) -> list[str]:
    wrong = {
        "can write its own files": service.get("read_only") is not True,
        "keeps rights": service.get("cap_drop") != ["ALL"] or "cap_add" in service,
        "may gain rights": service.get("security_opt") != ["no-new-privileges:true"],
        "is privileged": service.get("privileged", False),
        "sees the machine": bool({"network_mode", "pid", "ipc", "devices"} & set(service)),
        "runs as root": str(service.get("user", "10001")).split(":")[0] in ("0", "root"),
        "image without a version": not re.search(r":[\w.-]*\d", service.get("image", "")),
        "no limits": set(service.get("deploy", {}).get("resources", {}).get("limits", {}))
        != {"cpus", "memory"},
        "is not started again": "restart" not in service,
        "grows its log for ever": "max-size" not in service.get("logging", {}).get("options", {}),
        "published": bool(service.get("ports")) != (name == "proxy"),
        "its health is not asked": bool(service.get("healthcheck", {}).get("disable"))
        != (name in ENDS),
    }
    mounts = [str(mount) for mount in service.get("volumes", [])]
    wrong["is given a folder of the machine"] = any(
        mount.startswith(("/", ".")) for mount in mounts
    )
    wrong["publishes the operations port"] = OPS in json.dumps(service.get("ports", []))
    if name in NLU:
        wrong["can write models"] = not all(mount.endswith(":ro") for mount in mounts)
    return [what for what, is_so in wrong.items() if is_so]


def _networks(compose: dict[str, Any]) -> list[str]:
    found = []
    for name, network in compose["networks"].items():
        internal = bool((network or {}).get("internal"))
        found += [f"{name}: leads out"] if internal == (name in OUTSIDE) else []
    for name, service in compose["services"].items():
        out = networks_of(service) & OUTSIDE
        found += [f"{name}: reaches {out}"] if out != GOES_OUT.get(name, set()) else []
    for name in NLU:
        found += (
            [f"{name}: on more networks"]
            if networks_of(compose["services"][name]) != {"nlu"}
            else []
        )
    if members(compose, "nlu") != NLU | ASKS_NLU:
        found.append("nlu: reached by others")
    if members(compose, "ask-nlu") != {"worker", "nlu-balancer"}:
        found.append("nlu-balancer: reached by others")
    if members(compose, "front") != {"proxy", "intake", "console"}:
        found.append("front: others are shown to the outside")
    return found


def program_of(service: dict[str, Any]) -> str:
    """What runs in it, as settings_of names it."""
    image = service["image"].split(":")[0]
    if image == "canhgiac-doors":
        return service["command"][0] if service["command"] else "migrate"
    return {"canhgiac-nlu": "nlu", "canhgiac-bench": "trainer", "postgres": "postgres"}.get(
        image, "proxy"
    )


def _environment(service: dict[str, Any]) -> list[str]:
    program, given = program_of(service), service.get("environment", {})
    found = [f"{name} is no setting of {program}" for name in set(given) - settings_of(program)]
    for name, value in given.items():
        secret = re.search(r"(TOKEN|KEY|PASSWORD|SECRET|DATABASE_URL)$", name)
        if secret and "${" not in str(value):
            found.append(f"{name} is written here")
    command = service.get("command") or []
    if program in ("bot", "console") and (why := cannot_be_typed(command)):
        found.append(why)
    return found
