// New versions of rows of memberships: their cells in order, and what is derived from them.
UNWIND $rows AS row
CREATE (:Membership {
  person: row[0], unit: row[1], post: row[2], acting: row[3], valid_from: coalesce(row[4], $near),
  valid_to: coalesce(row[5], $far), identity: row[6], since: $revision, until: $far, current: row[6]
})
