// New versions of rows of pairings: their cells in order, and what is derived from them.
UNWIND $rows AS row
CREATE (:Pairing {
  helper: row[0], place: row[1], kind: row[2], valid_from: coalesce(row[3], $near),
  valid_to: coalesce(row[4], $far), identity: row[5], since: $revision, until: $far, current: row[5]
})
