-- Version 1 did not keep which landed file a reading was read from: where a submission carried the release, the way from
-- a fact back to its characters was lost.
ALTER TABLE store.release ADD COLUMN "landed" VARCHAR;
