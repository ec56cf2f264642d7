// New versions of rows of absences: their cells in order, and what is derived from them.
UNWIND $rows AS row
CREATE (:Absence {
  person: row[0], valid_from: coalesce(row[1], $near), valid_to: coalesce(row[2], $far), identity: row[3],
  since: $revision, until: $far, current: row[3]
})
