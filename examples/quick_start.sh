#!/bin/sh
# The quick start: twelve releases in, ten published, two in quarantine; then questions to the warehouse.
# Succeeds exactly if the two with a mistyped number, and no others, wait. Usage: quick_start.sh TIEOUT
set -eu
tieout=$1

code=0
"$tieout" ingest "examples/*.txt" examples/calderwick || code=$?
waiting=$("$tieout" sql --format csv "
    SELECT string_agg(file_name, ' ' ORDER BY file_name) AS waiting
    FROM mart.quarantine JOIN mart.filing USING (release_id)" | tail -n 1)
if [ "$code" -ne 1 ] || [ "$waiting" != "calderwick_2004q2.txt juniper_2003q2_damaged.txt" ]; then
    echo "the two mistyped releases should wait, and no other; exit code $code, waiting: ${waiting:-none}" >&2
    exit 1
fi
echo "Two releases wait in quarantine, as they should: a number in each is mistyped."

ask() {
    echo
    echo "tieout sql \"$1\""
    "$tieout" sql --format table "$1"
}
ask "
SELECT period_start, period_end, origin, value / 1e6 AS revenue_in_millions
FROM mart.quarter
WHERE company LIKE 'Calderwick%' AND statement = 'operations' AND concept = 'us-gaap:Revenues'
ORDER BY period_end"
ask "
SELECT kind, label, period_end, first_value / 1e6 AS first_told, latest_value / 1e6 AS told_now, file_name AS in_file
FROM mart.restatement JOIN mart.filing ON filing.release_id = latest_release_id
WHERE label IN ('Net income (loss)', 'Research and development', 'Orders received') AND same_as IS NULL
ORDER BY in_file, period_end, label"
echo "To ask more: export TIEOUT_HOME=$TIEOUT_HOME PATH=\$PWD/$(dirname "$tieout"):\$PATH; then tieout sql"
echo "To look: $PWD/$TIEOUT_HOME/report/index.html"
