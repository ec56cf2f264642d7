// New versions of rows of escalations: their cells in order, and what is derived from them.
UNWIND $rows AS row
CREATE (:Escalation {
  from_unit: row[0], to_unit: row[1], after: row[2], category: row[3], urgent: row[4], priority: row[5],
  valid_from: coalesce(row[6], $near), valid_to: coalesce(row[7], $far), identity: row[8], since: $revision,
  until: $far, current: row[8]
})
