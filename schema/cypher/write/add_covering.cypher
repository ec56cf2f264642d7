// What units cover, one node for each.
UNWIND $rows AS row
CREATE (n:Covering {unit: row[0], place: row[1], since: $revision, until: $far})
