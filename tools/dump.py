"""The records of some files as JSON Lines, with whichever `kb` stands first on the path; `gains` runs it twice."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kb.errors import KBError
from kb.parse import parse


def main(paths: list[str]) -> None:
    """Print {"file", "record"} for every record, {"file", "error"} for a file that cannot be read."""
    for path in map(Path, paths):
        try:
            records = parse(path).records
        except KBError as error:
            print(json.dumps({"file": str(path), "error": str(error)}))
            continue
        for record in records:
            print(json.dumps({"file": str(path), "record": record.model_dump(mode="json")}))


if __name__ == "__main__":
    main(sys.argv[1:])
