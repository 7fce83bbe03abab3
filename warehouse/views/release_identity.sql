-- One row per release: who reports, and since when it could be known. Computed from all filings and
-- readings at once, so that the order of loading cannot matter. A name without a CIK joins the CIK of
-- the same normalised name, unless several companies share that name.
CREATE VIEW store.release_identity AS
WITH carried AS (
    SELECT
        release_id,
        min(known_at) AS known_at,
        first(known_at_source ORDER BY known_at NULLS LAST, filing_id) AS known_at_source,
        first(accession ORDER BY accession IS NULL, known_at NULLS LAST, filing_id) AS accession,
        first(filed_on ORDER BY accession IS NULL, known_at NULLS LAST, filing_id)
            FILTER (filed_on IS NOT NULL) AS filed_on,
        first(cik ORDER BY accession IS NULL, known_at NULLS LAST, filing_id) FILTER (cik IS NOT NULL) AS cik,
        first(company ORDER BY accession IS NULL, known_at NULLS LAST, filing_id)
            FILTER (company IS NOT NULL) AS company,
        count(*) AS filings
    FROM store.filing
    GROUP BY release_id
),
as_read AS (
    SELECT
        release_id,
        first(cik ORDER BY recorded_at DESC, reading) FILTER (cik IS NOT NULL) AS cik,
        first(company ORDER BY recorded_at DESC, reading) FILTER (company IS NOT NULL) AS company,
        first(company_key ORDER BY recorded_at DESC, reading) FILTER (company_key IS NOT NULL) AS company_key,
        first(ticker ORDER BY recorded_at DESC, reading) FILTER (ticker IS NOT NULL) AS ticker,
        count(*) AS readings
    FROM store.release
    GROUP BY release_id
),
identified AS (
    SELECT
        r.release_id, r.company_key, r.ticker, r.readings,
        coalesce(c.cik, r.cik) AS cik,
        coalesce(c.company, r.company) AS company,
        c.accession, c.filed_on, c.known_at, c.known_at_source,
        coalesce(c.filings, 0) AS filings
    FROM as_read AS r
    LEFT JOIN carried AS c ON c.release_id = r.release_id
),
named AS (
    SELECT company_key, min(cik) AS cik
    FROM identified
    WHERE cik IS NOT NULL AND company_key IS NOT NULL
    GROUP BY company_key
    HAVING count(DISTINCT cik) = 1
)
SELECT
    i.release_id,
    coalesce(i.cik, n.cik, i.company_key, i.release_id) AS entity_id,
    coalesce(i.cik, n.cik) AS cik,
    i.company, i.company_key, i.ticker, i.accession, i.filed_on,
    i.known_at, i.known_at_source, i.filings, i.readings
FROM identified AS i
LEFT JOIN named AS n ON n.company_key = i.company_key;
