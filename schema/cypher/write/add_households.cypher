// New sums of households.
UNWIND $rows AS row
CREATE (n:Households {place: row[0], sum: row[1], since: $revision, until: $far})
