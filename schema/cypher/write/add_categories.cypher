// New versions of rows of categories: their cells in order, and what is derived from them.
UNWIND $rows AS row
CREATE (:Category:Entity {
  key: row[0], name: row[1], name_en: row[2], parent: row[3], synonyms: row[4], weight: row[5],
  open311_code: row[6], anc: row[7], since: $revision, until: $far, current: row[0]
})
