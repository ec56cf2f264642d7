// New versions of rows of duties: their cells in order, and what is derived from them.
UNWIND $rows AS row
CREATE (:Duty:Entity {
  key: row[0], holder: row[1], category: row[2], place: row[3], capacity: row[4], priority: row[5], channel: row[6],
  hours: row[7], respond_within: row[8], fee: row[9], valid_from: coalesce(row[10], $near),
  valid_to: coalesce(row[11], $far), scope: row[12], since: $revision, until: $far, current: row[0]
})
