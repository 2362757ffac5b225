"""Reads a Dockerfile, and says what is wrong with it."""

import re
from dataclasses import dataclass, field


@dataclass
class Stage:
    """One FROM and what follows it."""

    name: str
    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def last(self, word: str) -> str | None:
        """The argument of the last such instruction, which is the one that counts."""
        found = [argument for instruction, argument in self.steps if instruction == word]
        return found[-1] if found else None


def read(text: str) -> dict[str, Stage]:
    """The stages by name."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    stages: dict[str, Stage] = {}
    stage = Stage("", "")
    for line in filter(None, map(str.strip, joined.splitlines())):
        word, _, argument = line.partition(" ")
        if word == "FROM":
            base, _, name = argument.partition(" AS ")
            stage = stages[name] = Stage(name, base)
        else:
            stage.steps.append((word, argument.strip()))
    return stages


def copied(stages: dict[str, Stage]) -> list[str]:
    """What is copied from the checkout."""
    copies = [
        argument for stage in stages.values() for word, argument in stage.steps if word == "COPY"
    ]
    return [part for copy in copies if "--from=" not in copy for part in copy.split()[:-1]]


def complaints(stages: dict[str, Stage], served: set[str]) -> list[str]:
    """What is wrong: all stages, and those that are run."""
    found = []
    for stage in stages.values():
        pinned = stage.base in stages or re.fullmatch(r"[\w./-]+:[\w.-]*\d[\w.-]*", stage.base)
        found += [] if pinned else [f"{stage.name}: from {stage.base}, which names no version"]
        found += [f"{stage.name}: ADD" for word, _ in stage.steps if word == "ADD"]
        for word, argument in stage.steps:
            fetches = word == "RUN" and re.search(r"\b(curl|wget)\b|https?://", argument)
            found += [f"{stage.name}: fetches from no registry"] if fetches else []
            if "uv sync" in argument and "--frozen --no-dev" not in argument:
                found.append(f"{stage.name}: does not keep to the lock")
            if word in ("ENV", "ARG") and re.search(r"TOKEN|PASSWORD|SECRET|_KEY", argument):
                found.append(f"{stage.name}: a secret in {word}")
    for name in served:
        stage = stages[name]
        if not re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", stage.last("USER") or ""):
            found.append(f"{name}: runs as {stage.last('USER')}")
        found += [] if stage.last("HEALTHCHECK") else [f"{name}: nobody asks whether it is well"]
        for word in ("ENTRYPOINT", "CMD"):
            shell = (stage.last(word) or "[").startswith("[") is False
            found += [f"{name}: {word} needs a shell"] if shell else []
    return found
