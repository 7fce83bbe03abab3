"""Loads and validates reports in Arelle, offline; ``support.processor`` runs this file in Arelle's own environment.

Prints one line of JSON: the log, and the facts of each report as Arelle understands them.
"""

import json
import sys

from arelle.api.Session import Session
from arelle.RuntimeOptions import RuntimeOptions


def member(value) -> str:
    return value.typedMember.stringValue if value.isTyped else str(value.memberQname)


def fact(one) -> dict:
    context = one.context
    return {
        "value": None if one.isNil else str(one.xValue),
        "decimals": one.decimals,
        "concept": one.concept.get("{urn:tieout:xbrl:1}concept"),
        "label": one.concept.label(),
        "entity": context.entityIdentifier,
        "start": context.startDatetime.isoformat() if context.isStartEndPeriod else None,
        "end": None if context.isForeverPeriod else context.endDatetime.isoformat(),
        "unit": [[str(measure) for measure in part] for part in one.unit.measures],
        "dimensions": {str(name): member(value) for name, value in context.qnameDims.items()},
    }


def main(files: list[str]) -> None:
    options = RuntimeOptions(
        entrypointFile="|".join(files),
        workOffline=True,
        plugins="loadFromOIM",
        validate=True,
        utrValidate=True,
        validateDuplicateFacts="all",
        keepOpen=True,
        logFile="logToBuffer",
    )
    with Session() as session:
        session.run(options)
        log = [(entry["level"], entry["message"]["text"]) for entry in json.loads(session.get_logs("json"))["log"]]
        models = [model for model in session.get_models() if model.modelDocument is not None]
        reports = {model.uri.rpartition("/")[2]: {one.id: fact(one) for one in model.facts} for model in models}
    print(json.dumps({"log": log, "reports": reports}))


if __name__ == "__main__":
    main(sys.argv[1:])
