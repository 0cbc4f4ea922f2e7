-- Version 11: a topic can end, as all else of the catalogue.

ALTER TABLE topic
  ADD COLUMN IF NOT EXISTS valid_to DATE NULL;

INSERT INTO schema_version VALUES (11, UTC_TIMESTAMP());
