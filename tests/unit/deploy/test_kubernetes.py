import copy
import json
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]
import pytest
import yaml

from tests.unit.deploy import reach
from tests.unit.deploy.confinement import complaints, environment_of
from tests.unit.deploy.known import DEPLOY
from tests.unit.deploy.manifests import Manifest, of_kind, pods, read

FOLDER = DEPLOY / "kubernetes" / "base"
BASE = read(FOLDER)
TEMPLATE = (FOLDER / "secrets.template.yaml").read_text(encoding="utf-8")
SECRETS = of_kind(list(yaml.safe_load_all(TEMPLATE)), "Secret")
OLDEST, NEWEST = "1.30", "1.34"

Mistake = Callable[[dict[str, Manifest]], object]


def wrong_by_schema(manifests: list[Manifest], version: str) -> list[str]:
    found = []
    for one in manifests:
        try:
            kubernetes_validate.validate(one, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            found.append(f"{one['kind']} {one['metadata']['name']}: {error}")
    return found


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
def test_every_manifest_keeps_to_the_schema_of_kubernetes(version: str) -> None:
    assert wrong_by_schema([*BASE, *SECRETS.values()], version) == []


def test_the_schema_check_sees_a_misspelt_line() -> None:
    worker = copy.deepcopy(of_kind(BASE, "Deployment")["worker"])
    assert wrong_by_schema([worker], NEWEST) == []
    worker["spec"]["template"]["spec"]["hostNetwrk"] = True
    assert len(wrong_by_schema([worker], NEWEST)) == 1


def test_kustomize_puts_together_what_is_checked_here() -> None:
    if shutil.which("kubectl") is None:
        pytest.skip("kubectl is not on this machine; what it would read is checked file by file")
    done = subprocess.run(
        ["kubectl", "kustomize", str(FOLDER)], capture_output=True, text=True, check=True
    )
    built = [one for one in yaml.safe_load_all(done.stdout) if one]
    named = [(one["kind"], one["metadata"]["name"]) for one in BASE]
    assert sorted((one["kind"], one["metadata"]["name"]) for one in built) == sorted(named)
    assert {one["metadata"].get("namespace", "canhgiac") for one in built} == {"canhgiac"}


def test_every_pod_is_confined_and_given_only_what_is_theirs() -> None:
    assert complaints(BASE, SECRETS) == []


def workloads(manifests: list[Manifest]) -> dict[str, Manifest]:
    return {name: template["spec"] for name, template in pods(manifests)}


def first(pod: Manifest) -> Manifest:
    container: Manifest = pod["containers"][0]
    return container


@pytest.mark.parametrize(
    "mistake",
    [
        lambda pods: pods["worker"]["securityContext"].update(runAsUser=0),
        lambda pods: pods["worker"]["securityContext"].pop("runAsNonRoot"),
        lambda pods: pods["worker"]["securityContext"].pop("seccompProfile"),
        lambda pods: pods["worker"].pop("automountServiceAccountToken"),
        lambda pods: pods["nlu"].pop("enableServiceLinks"),
        lambda pods: pods["nlu"].update(hostNetwork=True),
        lambda pods: pods["console"]["volumes"].append({"name": "x", "hostPath": {"path": "/"}}),
        lambda pods: first(pods["intake"])["securityContext"].update(privileged=True),
        lambda pods: first(pods["intake"])["securityContext"].pop("readOnlyRootFilesystem"),
        lambda pods: first(pods["intake"])["securityContext"]["capabilities"].update(add=["X"]),
        lambda pods: first(pods["intake"])["resources"].pop("limits"),
        lambda pods: first(pods["intake"]).pop("readinessProbe"),
        lambda pods: first(pods["intake"]).update(image="canhgiac-doors:latest"),
        lambda pods: first(pods["intake"]).update(args=["bot", "fly"]),
        lambda pods: pods["intake"]["initContainers"][0]["securityContext"].clear(),
        lambda pods: first(pods["purge"])["args"].append("--nothing"),
        lambda pods: first(pods["worker"])["env"].append({"name": "NLU_ADDRESS", "value": "x"}),
        lambda pods: first(pods["worker"])["env"].append({"name": "BOT_KEY", "value": "x"}),
        lambda pods: first(pods["console"])["envFrom"].append({"secretRef": {"name": "gone"}}),
        lambda pods: first(pods["console"])["envFrom"].append(
            {"secretRef": {"name": "canhgiac-bot"}}
        ),
    ],
)
def test_the_check_of_pods_sees_a_mistake(mistake: Mistake) -> None:
    broken = copy.deepcopy(BASE)
    mistake(workloads(broken))
    assert set(complaints(broken, SECRETS)) - set(complaints(BASE, SECRETS))


def test_the_namespace_refuses_pods_that_are_not_restricted() -> None:
    labels = of_kind(BASE, "Namespace")["canhgiac"]["metadata"]["labels"]
    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


REACHED_BY = {
    "intake": {"ingress", "monitoring"},
    "worker": {"monitoring"},
    "console": {"ingress", "monitoring"},
    "nlu": {"worker", "bench"},
    "bench": set(),
    "upkeep": set(),
    "postgres": {"intake", "worker", "console", "bench", "upkeep", "autoscaler"},
}
NAMES = "kubernetes.io/metadata.name"
REACHES = {
    "intake": {NAMES, "postgres", "internet"},
    "worker": {NAMES, "postgres", "nlu", "internet"},
    "console": {NAMES, "postgres"},
    "nlu": set(),
    "bench": {NAMES, "postgres", "nlu"},
    "upkeep": {NAMES, "postgres"},
    "postgres": set(),
}


def reached(manifests: list[Manifest], way: str) -> dict[str, set[str]]:
    return {part: reach.peers(manifests, part, way) for part in reach.PARTS}


def test_nlu_reaches_nobody_and_only_workers_and_the_bench_reach_it() -> None:
    assert reach.peers(BASE, "nlu", "Egress") == set()
    assert reach.peers(BASE, "nlu", "Ingress") == {"worker", "bench"}


def test_everybody_else_reaches_what_they_need_and_no_more() -> None:
    assert reached(BASE, "Ingress") == REACHED_BY
    assert reached(BASE, "Egress") == REACHES


@pytest.mark.parametrize(
    ("policy", "change"),
    [
        ("nlu", lambda spec: spec.update(egress=[{}])),
        ("nlu", lambda spec: spec["ingress"].append({})),
        ("nlu", lambda spec: spec["podSelector"]["matchLabels"].update(part="nlo")),
        ("names", lambda spec: spec.update(podSelector={})),
        ("postgres", lambda spec: spec["ingress"][0].pop("from")),
        ("worker", lambda spec: spec["egress"][2].pop("ports")),
        (
            "console",
            lambda spec: spec["egress"].append({"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]}),
        ),
    ],
)
def test_the_check_of_who_reaches_whom_sees_a_mistake(
    policy: str, change: Callable[[dict[str, Any]], object]
) -> None:
    broken = copy.deepcopy(BASE)
    change(of_kind(broken, "NetworkPolicy")[policy]["spec"])
    assert (reached(broken, "Ingress"), reached(broken, "Egress")) != (REACHED_BY, REACHES)


def test_what_is_not_said_is_refused_also_to_pods_of_the_future() -> None:
    spec = of_kind(BASE, "NetworkPolicy")["nothing-unless-said"]["spec"]
    assert spec == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}


def test_the_machines_own_networks_are_no_part_of_the_internet() -> None:
    policies = of_kind(BASE, "NetworkPolicy")
    for name in ("intake", "worker"):
        to = [other for rule in policies[name]["spec"]["egress"] for other in rule["to"]]
        (block,) = [other["ipBlock"] for other in to if "ipBlock" in other]
        # Where a cloud hands out the machine's own credentials.
        assert {"169.254.0.0/16", "10.0.0.0/8"} <= set(block["except"])


def ports_shown(manifests: list[Manifest]) -> set[object]:
    services = of_kind(manifests, "Service").values()
    shown: set[object] = set()
    for port in [port for one in services for port in one["spec"]["ports"]]:
        shown |= {port["port"], port["targetPort"]}
    return shown


def test_the_operations_port_is_in_no_service_and_nothing_is_opened_past_the_ingress() -> None:
    assert not {"ops", 9090} & ports_shown(BASE)
    assert {one["spec"].get("type", "ClusterIP") for one in of_kind(BASE, "Service").values()} == {
        "ClusterIP"
    }
    shown = json.dumps([one["spec"] for one in of_kind(BASE, "Ingress").values()])
    assert not [word for word in ("ops", "9090", "metrics", "readyz", "nlu") if word in shown]
    assert all(one["spec"]["tls"] for one in of_kind(BASE, "Ingress").values())


def test_all_that_selects_pods_finds_some() -> None:
    labels = [template["metadata"]["labels"] for _, template in pods(BASE)]
    found = 0
    for kind in ("Service", "PodDisruptionBudget"):
        for one in of_kind(BASE, kind).values():
            wanted = one["spec"]["selector"].get("matchLabels", one["spec"]["selector"])
            assert any(wanted.items() <= each.items() for each in labels), one["metadata"]["name"]
            found += 1
    assert found >= 9


def test_probes_ask_whether_it_lives_and_whether_it_is_ready_on_the_operations_port() -> None:
    for part in ("intake", "worker", "console"):
        container = first(workloads(BASE)[part])
        assert container["livenessProbe"]["httpGet"] == {"path": "/healthz", "port": "ops"}
        assert container["readinessProbe"]["httpGet"] == {"path": "/readyz", "port": "ops"}
        environment = environment_of(container, BASE, SECRETS)
        prefix = "CONSOLE_" if part == "console" else ""
        ops = next(port for port in container["ports"] if port["name"] == "ops")
        assert environment[f"{prefix}OPS_PORT"] == str(ops["containerPort"])
        assert environment[f"{prefix}OPS_HOST"] == "0.0.0.0"  # noqa: S104  # inside the pod


def test_a_worker_has_time_to_send_what_it_has_answered() -> None:
    assert workloads(BASE)["worker"]["terminationGracePeriodSeconds"] >= 30


def test_a_promotion_finds_every_replica_also_those_that_the_autoscaler_adds() -> None:
    bench = of_kind(BASE, "ConfigMap")["canhgiac-bench"]["data"]
    named = of_kind(BASE, "StatefulSet")["nlu"]["spec"]["serviceName"]
    service = of_kind(BASE, "Service")[named]["spec"]
    assert bench["NLU_REPLICAS"] == f"http://{named}:5005"
    assert service["clusterIP"] == "None"
    assert service["publishNotReadyAddresses"] is True
    assert service["ports"][0]["port"] == 5005
    assert bench["NLU_URL"] == f"http://nlu-0.{named}:5005"


def test_nlu_is_probed_without_its_token() -> None:
    container = first(workloads(BASE)["nlu"])
    assert container["livenessProbe"]["httpGet"] == {"path": "/healthz", "port": "http"}
    assert container["readinessProbe"]["httpGet"] == {"path": "/readyz", "port": "http"}


def test_what_is_scaled_by_itself_says_no_number_that_would_be_put_back() -> None:
    for one in of_kind(BASE, "HorizontalPodAutoscaler").values():
        target = one["spec"]["scaleTargetRef"]
        scaled = of_kind(BASE, target["kind"])[target["name"]]
        assert "replicas" not in scaled["spec"]


def test_models_are_written_by_the_bench_alone() -> None:
    mounts = {name: first(pod).get("volumeMounts", []) for name, pod in workloads(BASE).items()}
    writers = {
        name
        for name, mounted in mounts.items()
        for mount in mounted
        if mount["name"] == "models" and not mount.get("readOnly")
    }
    assert writers == {"bench"}


def test_the_template_of_secrets_holds_no_value_and_is_not_applied() -> None:
    assert not [value for one in SECRETS.values() for value in one["stringData"].values() if value]
    assert not of_kind(BASE, "Secret")
