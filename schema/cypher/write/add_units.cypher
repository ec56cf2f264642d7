// New versions of rows of units: their cells in order, and what is derived from them.
UNWIND $rows AS row
CREATE (:Unit:Entity {
  key: row[0], line: row[1], kind: row[2], name: row[3], name_en: row[4], parent: row[5], covers: row[6],
  channel: row[7], valid_from: coalesce(row[8], $near), valid_to: coalesce(row[9], $far), anc: row[10],
  since: $revision, until: $far, current: row[0]
})
