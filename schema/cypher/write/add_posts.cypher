// New versions of rows of posts: their cells in order.
UNWIND $rows AS row
CREATE (:Post:Entity {
  key: row[0], unit: row[1], kind: row[2], title: row[3], title_en: row[4], head: row[5], place: row[6],
  seats: row[7], reports_to: row[8], dotted: row[9], valid_from: coalesce(row[10], $near),
  valid_to: coalesce(row[11], $far), since: $revision, until: $far, current: row[0]
})
