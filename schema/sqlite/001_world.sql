-- The state of the world, one table for each table of a bundle, and the log of every write.
-- Rows with a key have an id out of one space over all six such tables; references hold ids, lists are joined by U+001F
-- (which can stand in no cell). Moments are microseconds since 1970-01-01T00:00Z, an empty one is unbounded.
-- Text is compared byte by byte, which for UTF-8 is the order of code points.

CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  kind INTEGER NOT NULL,  -- the kind's place in the order from large to small, 0 is a city; 10 a facility
  name TEXT NOT NULL,
  name_en TEXT,
  parent INTEGER,
  aliases TEXT,
  tags TEXT,
  households INTEGER,
  needs TEXT
) STRICT;
CREATE UNIQUE INDEX places_key ON places (key);
CREATE INDEX places_parent ON places (parent) WHERE parent IS NOT NULL;
-- Households and floors are most of the rows: a listing of the others must not walk over them.
CREATE INDEX places_large ON places (kind, key) WHERE kind < 8;
CREATE INDEX places_facility ON places (key) WHERE kind = 10;

CREATE TABLE categories (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT,
  parent INTEGER,
  synonyms TEXT,
  weight INTEGER NOT NULL,
  open311_code TEXT
) STRICT;
CREATE UNIQUE INDEX categories_key ON categories (key);
CREATE INDEX categories_parent ON categories (parent) WHERE parent IS NOT NULL;

CREATE TABLE units (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  line TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT,
  parent INTEGER,
  channel TEXT,
  valid_from INTEGER,
  valid_to INTEGER
) STRICT;
CREATE UNIQUE INDEX units_key ON units (key);
CREATE INDEX units_parent ON units (parent) WHERE parent IS NOT NULL;

CREATE TABLE covers (
  unit INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (unit, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX covers_place ON covers (place);

CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  unit INTEGER NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  title_en TEXT,
  head INTEGER NOT NULL,
  place INTEGER,
  seats INTEGER NOT NULL,
  reports_to INTEGER,
  valid_from INTEGER,
  valid_to INTEGER
) STRICT;
CREATE UNIQUE INDEX posts_key ON posts (key);
CREATE INDEX posts_unit ON posts (unit);
CREATE INDEX posts_place ON posts (place) WHERE place IS NOT NULL;
CREATE INDEX posts_reports_to ON posts (reports_to) WHERE reports_to IS NOT NULL;

CREATE TABLE dotted (
  post INTEGER NOT NULL,
  above INTEGER NOT NULL,
  PRIMARY KEY (post, above)
) STRICT, WITHOUT ROWID;
CREATE INDEX dotted_above ON dotted (above);

CREATE TABLE persons (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  channel TEXT,
  public_contact INTEGER NOT NULL,
  skills TEXT,
  home_unit INTEGER,
  residence INTEGER,
  consent TEXT
) STRICT;
CREATE UNIQUE INDEX persons_key ON persons (key);
CREATE INDEX persons_public ON persons (key) WHERE public_contact = 1;
CREATE INDEX persons_home_unit ON persons (home_unit) WHERE home_unit IS NOT NULL;
CREATE INDEX persons_residence ON persons (residence) WHERE residence IS NOT NULL;

CREATE TABLE memberships (
  number INTEGER PRIMARY KEY,
  identity TEXT NOT NULL,
  person INTEGER NOT NULL,
  unit INTEGER,  -- empty with a post: it is the post's
  post INTEGER,
  acting INTEGER NOT NULL,
  valid_from INTEGER,
  valid_to INTEGER
) STRICT;
CREATE UNIQUE INDEX memberships_identity ON memberships (identity);
CREATE INDEX memberships_person ON memberships (person);
CREATE INDEX memberships_unit ON memberships (unit) WHERE unit IS NOT NULL;
CREATE INDEX memberships_post ON memberships (post) WHERE post IS NOT NULL;

CREATE TABLE absences (
  number INTEGER PRIMARY KEY,
  identity TEXT NOT NULL,
  person INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER
) STRICT;
CREATE UNIQUE INDEX absences_identity ON absences (identity);
CREATE INDEX absences_person ON absences (person);

CREATE TABLE duties (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  holder INTEGER NOT NULL,  -- a unit or a post
  category INTEGER NOT NULL,
  place INTEGER NOT NULL,
  capacity TEXT NOT NULL,
  priority INTEGER NOT NULL,
  channel TEXT,
  hours TEXT,
  respond_within INTEGER,
  fee TEXT,
  valid_from INTEGER,
  valid_to INTEGER
) STRICT;
CREATE UNIQUE INDEX duties_key ON duties (key);
CREATE INDEX duties_holder ON duties (holder);
CREATE INDEX duties_category ON duties (category);
CREATE INDEX duties_place ON duties (place);

CREATE TABLE escalations (
  number INTEGER PRIMARY KEY,
  identity TEXT NOT NULL,
  from_unit INTEGER NOT NULL,
  to_unit INTEGER NOT NULL,
  after INTEGER,
  category INTEGER,
  urgent INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  valid_from INTEGER,
  valid_to INTEGER
) STRICT;
CREATE UNIQUE INDEX escalations_identity ON escalations (identity);
CREATE INDEX escalations_from_unit ON escalations (from_unit);
CREATE INDEX escalations_to_unit ON escalations (to_unit);
CREATE INDEX escalations_category ON escalations (category) WHERE category IS NOT NULL;

CREATE TABLE pairings (
  number INTEGER PRIMARY KEY,
  identity TEXT NOT NULL,
  helper INTEGER NOT NULL,  -- a person or a unit
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  valid_from INTEGER,
  valid_to INTEGER
) STRICT;
CREATE UNIQUE INDEX pairings_identity ON pairings (identity);
CREATE INDEX pairings_helper ON pairings (helper);
CREATE INDEX pairings_place ON pairings (place);

CREATE TABLE policy (
  number INTEGER PRIMARY KEY,
  identity TEXT NOT NULL,
  rule TEXT NOT NULL,
  place_kind TEXT,
  category INTEGER,
  tag TEXT,
  line TEXT,
  kind TEXT,
  amount INTEGER,
  name TEXT
) STRICT;
CREATE UNIQUE INDEX policy_identity ON policy (identity);
CREATE INDEX policy_category ON policy (category) WHERE category IS NOT NULL;

-- One row for each write, kept for good. `settings` is what the store holds of bundle.json after it (JSON), `records` the
-- number of its rows in `change`. The checksums are BLAKE2b over all other columns, so that a flipped bit is found.
CREATE TABLE revision (
  number INTEGER PRIMARY KEY,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  moment INTEGER NOT NULL,
  settings TEXT NOT NULL,
  records INTEGER NOT NULL,
  checksum BLOB NOT NULL
) STRICT;

-- What a write did to up to a thousand rows of one table: `payload` is JSON packed by zlib, a list of rows (added: after,
-- deleted: before) or of pairs [before, after]; a row is the list of its columns, later columns come at the end.
CREATE TABLE change (
  number INTEGER PRIMARY KEY,  -- revision * 1,048,576 + part: one page less to write than with an index over the two
  tab TEXT NOT NULL,
  action TEXT NOT NULL,
  payload BLOB NOT NULL,
  checksum BLOB NOT NULL
) STRICT;
