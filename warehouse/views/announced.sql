-- The newest day that each release tells of: the end of the period that it announces.
CREATE VIEW store.announced AS
SELECT entity_id, release_id, max(period_end) AS newest
FROM store.observation
WHERE stands
GROUP BY entity_id, release_id;
