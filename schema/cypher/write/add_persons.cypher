// New versions of rows of persons: their cells in order.
UNWIND $rows AS row
CREATE (:Person:Entity {
  key: row[0], name: row[1], channel: row[2], public_contact: row[3], skills: row[4], home_unit: row[5],
  residence: row[6], consent: row[7], since: $revision, until: $far, current: row[0]
})
