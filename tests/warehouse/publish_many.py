"""A process to be killed: publishes made-up releases one by one, each of FACTS facts.

Called as ``publish_many.py WAREHOUSE FIRST LAST``; prints a line before each and ``done`` at the end.
"""

import runpy
import sys
from pathlib import Path

FACTS = 50

if __name__ == "__main__":
    made = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
    path, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    fact = {
        "period_start": made["date"](2003, 4, 1),
        "period_end": made["date"](2003, 6, 30),
        "value": made["Decimal"](7),
    }
    for number in range(first, last):
        print(number, flush=True)
        fake = made["Fake"](f"release {number}", tuple({**fact, "label": f"line {n}"} for n in range(FACTS)))
        verdicts, reasons = made["verdict_frames"]([fake])
        results = made["schema"].EXPECTATION_RESULT.empty()
        made["publish"](
            path, fake.frames(), verdicts, reasons, results, made["a_run"](f"run {number}"), deriver=made["DERIVER"]
        )
    print("done", flush=True)
