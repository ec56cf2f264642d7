// New versions of rows of policy: their cells in order, and what is derived from them.
UNWIND $rows AS row
CREATE (:Policy {
  rule: row[0], place_kind: row[1], category: row[2], tag: row[3], line: row[4], kind: row[5], number: row[6],
  name: row[7], identity: row[8], since: $revision, until: $far, current: row[8]
})
