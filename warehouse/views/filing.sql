CREATE VIEW mart.filing AS
SELECT
    f.filing_id, f.release_id, i.entity_id, f.accession, f.cik, f.company, f.filed_on, f.accepted_at,
    f.known_at, f.known_at_source, f.file_name, f.recorded_at
FROM store.filing AS f
JOIN store.release_identity AS i ON i.release_id = f.release_id;
