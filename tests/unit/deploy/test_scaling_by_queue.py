import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from casework.migrations import migrate
from console.bench.postgres import FORGETFUL, Server, server
from tests.unit.deploy.known import DEPLOY
from tests.unit.deploy.manifests import Manifest, of_kind, read

ALL = read(DEPLOY / "kubernetes" / "with-keda")
OURS = {kind: of_kind(ALL, kind) for kind in ("ScaledObject", "TriggerAuthentication")}
SCHEMAS = json.loads((Path(__file__).parent / "keda_schemas.json").read_text(encoding="utf-8"))
# As pkg/scalers/postgresql_scaler.go of the same commit reads them.
READ_BY_KEDA = {"query", "targetQueryValue", "activationTargetQueryValue"}


def strict(schema: Any) -> Any:  # noqa: ANN401  # a JSON schema
    """Refuse what is not named, as the API server does with --validate=strict."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: strict(one) for name, one in schema.items()}
    closed = isinstance(schema.get("properties"), dict) and "additionalProperties" not in schema
    # metadata is Kubernetes' own, and not told in the schema.
    return inner | ({"additionalProperties": False} if closed else {})


def wrong(manifest: Manifest) -> list[str]:
    validator = jsonschema.Draft7Validator(strict(SCHEMAS["schemas"][manifest["kind"]]))
    return [error.message for error in validator.iter_errors(manifest)]


def test_what_keda_gets_keeps_to_its_schema() -> None:
    ours = [one for named in OURS.values() for one in named.values()]
    assert len(ours) == 2
    assert [wrong(one) for one in ours] == [[], []]


@pytest.mark.parametrize(
    ("line", "value"),
    [("minReplicas", 2), ("maxReplicaCount", "many"), ("triggers", [{"metadata": {}}])],
)
def test_the_check_of_what_keda_gets_sees_a_mistake(line: str, value: object) -> None:
    broken = copy.deepcopy(OURS["ScaledObject"]["worker"])
    broken["spec"][line] = value
    assert wrong(broken)


def test_the_queue_is_asked_with_a_secret_that_the_template_names() -> None:
    (trigger,) = OURS["ScaledObject"]["worker"]["spec"]["triggers"]
    assert trigger["type"] == "postgresql"
    assert set(trigger["metadata"]) <= READ_BY_KEDA
    authentication = OURS["TriggerAuthentication"][trigger["authenticationRef"]["name"]]
    (source,) = authentication["spec"]["secretTargetRef"]
    assert source["parameter"] == "connection"
    template = DEPLOY / "kubernetes" / "base" / "secrets.template.yaml"
    assert f"name: {source['name']}" in template.read_text(encoding="utf-8")


def test_never_so_few_workers_that_a_resident_waits_for_a_machine() -> None:
    spec = OURS["ScaledObject"]["worker"]["spec"]
    assert 2 <= spec["minReplicaCount"] < spec["maxReplicaCount"]
    assert spec["fallback"]["replicas"] >= spec["minReplicaCount"]
    target = spec["scaleTargetRef"]
    assert target["name"] in of_kind(ALL, target["kind"])


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    with server(settings=FORGETFUL) as running:
        yield running


def test_the_question_counts_what_is_due_in_our_queue(postgres: Server) -> None:
    migrate(postgres.make("queue"))
    (trigger,) = OURS["ScaledObject"]["worker"]["spec"]["triggers"]
    put_in = (
        "INSERT INTO procrastinate_jobs (task_name, queue_name, status, scheduled_at) VALUES "
        "('answer', 'answers', 'todo', NULL), ('answer', 'others', 'todo', NULL), "
        "('answer', 'answers', 'todo', now() - interval '1 s'), "
        "('answer', 'answers', 'todo', now() + interval '1 h'), "
        "('answer', 'answers', 'doing', NULL)"
    )
    with postgres.connect("queue") as connection:
        connection.execute(put_in)
        row = connection.execute(trigger["metadata"]["query"]).fetchone()
    assert row == (2,)
