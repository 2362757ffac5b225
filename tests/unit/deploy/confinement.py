"""What is wrong with pods: by what Kubernetes calls «restricted», and by what this house asks."""

import re
from typing import Any

from tests.unit.deploy.known import cannot_be_typed, settings_of
from tests.unit.deploy.manifests import Manifest, of_kind, pods

NO_PROBES = {"bench", "backup", "purge"}
"""They serve nobody: they do jobs, or end by themselves."""


def complaints(manifests: list[Manifest], secrets: dict[str, Manifest]) -> list[str]:
    """Everything that is wrong; `secrets` are those that an operator is told to make."""
    found = []
    for name, template in pods(manifests):
        pod = template["spec"]
        found += [f"{name}: {what}" for what in _pod(pod)]
        for container in [*pod.get("initContainers", []), *pod["containers"]]:
            found += [f"{name}: {what}" for what in _container(container)]
            found += [f"{name}: {what}" for what in _environment(container, manifests, secrets)]
        for container in pod["containers"]:
            probed = {"startupProbe", "readinessProbe", "livenessProbe"} <= set(container)
            found += [f"{name}: not probed"] if not probed and name not in NO_PROBES else []
    return found


def _pod(pod: Manifest) -> list[str]:
    context = pod.get("securityContext", {})
    wrong = {
        "may be root": context.get("runAsNonRoot") is not True,
        "runs as root": context.get("runAsUser", 0) == 0 or context.get("runAsGroup", 0) == 0,
        "no seccomp": context.get("seccompProfile", {}).get("type") != "RuntimeDefault",
        "holds a token of the cluster": pod.get("automountServiceAccountToken") is not False,
        "has settings made of Services": pod.get("enableServiceLinks") is not False,
        "sees the node": any(pod.get(key) for key in ("hostNetwork", "hostPID", "hostIPC")),
        "mounts the node": any("hostPath" in volume for volume in pod.get("volumes", [])),
    }
    return [what for what, is_so in wrong.items() if is_so]


def _container(container: Manifest) -> list[str]:
    context, resources = container.get("securityContext", {}), container.get("resources", {})
    wrong = {
        "may gain rights": context.get("allowPrivilegeEscalation") is not False,
        "is privileged": bool(context.get("privileged")),
        "can write its own files": context.get("readOnlyRootFilesystem") is not True,
        "keeps rights": context.get("capabilities") != {"drop": ["ALL"]},
        "runs as root": context.get("runAsUser") == 0 or context.get("runAsNonRoot") is False,
        "asks for nothing": set(resources.get("requests", {})) != {"cpu", "memory"},
        "has no limits": set(resources.get("limits", {})) != {"cpu", "memory"},
        "image without a version": not re.search(r":[\w.-]*\d", container["image"]),
    }
    return [what for what, is_so in wrong.items() if is_so]


def program_of(container: Manifest) -> str:
    """What runs in it, as settings_of names it."""
    image = container["image"].split(":")[0].removeprefix("canhgiac-")
    if "command" in container:
        return "migrate" if "/app/migrate.py" in container["command"] else container["command"][0]
    return str({"nlu": "nlu", "postgres": "postgres"}.get(image) or container["args"][0])


def environment_of(
    container: Manifest, manifests: list[Manifest], secrets: dict[str, Manifest]
) -> dict[str, Any]:
    """Names in the environment, and what they say; None where a source is missing."""
    maps = of_kind(manifests, "ConfigMap")
    given: dict[str, Any] = {}
    for source in container.get("envFrom", []):
        kind, name = next((kind, ref["name"]) for kind, ref in source.items())
        held = maps.get(name) if kind == "configMapRef" else secrets.get(name)
        if held is None:
            given[name] = None
        else:
            given |= held.get("data") or held.get("stringData") or {}
    return given | {line["name"]: line.get("value", "") for line in container.get("env", [])}


def _environment(
    container: Manifest, manifests: list[Manifest], secrets: dict[str, Manifest]
) -> list[str]:
    program, given = program_of(container), environment_of(container, manifests, secrets)
    found = [f"{name} comes from nowhere" for name, value in given.items() if value is None]
    known = {name for name, value in given.items() if value is not None}
    found += [f"{name} is no setting of {program}" for name in known - settings_of(program)]
    secret = re.compile(r"(TOKEN|KEY|PASSWORD|SECRET|DATABASE_URL)$")
    found += [
        f"{name} is written here" for name, value in given.items() if value and secret.search(name)
    ]
    if program in ("bot", "console", "trainer") and (why := cannot_be_typed(container["args"])):
        found.append(why)
    return found
