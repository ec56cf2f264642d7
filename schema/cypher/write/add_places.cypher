// New versions of rows of places: their cells in order, and what is derived from them.
UNWIND $rows AS row
CREATE (:Place:Entity {
  key: row[0], kind: row[1], name: row[2], name_en: row[3], parent: row[4], aliases: row[5], tags: row[6],
  households: row[7], needs: row[8], anc: row[9], path: row[10], since: $revision, until: $far, current: row[0]
})
