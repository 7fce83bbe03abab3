#!/bin/sh
# The quick start: three releases in, two published, one in quarantine; then a question to the warehouse.
# Succeeds exactly if it is the damaged release, and no other, that waits. Usage: quick_start.sh TIEOUT
set -eu
tieout=$1

code=0
"$tieout" ingest "examples/*.txt" || code=$?
waiting=$("$tieout" sql --format csv "
    SELECT string_agg(file_name, ' ') AS waiting
    FROM mart.quarantine JOIN mart.filing USING (release_id)" | tail -n 1)
if [ "$code" -ne 1 ] || [ "$waiting" != juniper_2003q2_damaged.txt ]; then
    echo "the damaged release should wait, and no other; exit code $code, waiting: ${waiting:-none}" >&2
    exit 1
fi
echo "One release waits in quarantine, as it should: a number in it was damaged."

query="
SELECT company, period_start, period_end, origin, value / 1e6 AS revenue_in_millions
FROM mart.quarter
WHERE statement = 'operations' AND concept = 'us-gaap:Revenues'
ORDER BY company, period_end"
echo
echo "tieout sql \"$query\""
"$tieout" sql --format table "$query"
echo "data-quality report: $TIEOUT_HOME/report/index.html"
