-- Version 7: files that are to change the catalogue are kept until HR has seen what they do.

CREATE TABLE IF NOT EXISTS catalogue_import (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind          VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,   -- 'competences', 'requirements'
  name          VARCHAR(200) NOT NULL,                 -- of the file
  at            DATETIME NOT NULL,
  actor_id      INT UNSIGNED NOT NULL,
  body          MEDIUMBLOB NULL,                       -- NULL: it was applied
  applied_at    DATETIME NULL,
  made          INT UNSIGNED NOT NULL DEFAULT 0,
  changed       INT UNSIGNED NOT NULL DEFAULT 0,
  KEY (at),
  FOREIGN KEY (actor_id) REFERENCES person (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_danish_ci;

INSERT INTO schema_version VALUES (7, UTC_TIMESTAMP());
