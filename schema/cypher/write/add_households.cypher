// New sums of households.
UNWIND $rows AS row
CREATE (n:Households {place: row.place, sum: row.sum, since: $revision, until: $far})
