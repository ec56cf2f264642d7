import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenOf, kindsOf, listed, revealing, shownOf, tabOf, tellChosen, toggled } from "./state.ts";

test("a list goes into an address and comes back; an entry is put in or taken out", () => {
  assert.deepEqual(listed("a/b  c?d"), ["a/b", "c?d"]);
  assert.deepEqual(listed(undefined), []);
  assert.deepEqual(toggled(["a", "b"], "a"), ["b"]);
  assert.deepEqual(toggled(["a"], "b"), ["a", "b"]);
});

test("a chosen cell goes into an address and comes back, that of the place itself too", () => {
  for (const own of [true, false]) {
    const chosen = { place: "p/1", category: "c.x", own };
    assert.deepEqual(chosenOf({ cell: tellChosen(chosen) }), chosen);
  }
  assert.equal(chosenOf({ cell: "alone" }), null);
});

test("a gap that is looked at is in the table: its place is opened, and its matter has a column", () => {
  const keys = (...all: string[]) => all.map((key) => ({ key }));
  const own = { within: "city", open: "yard x", only: "gaps", level: "2" };
  const { open, category, cell, only, level, within } = revealing(own, keys("b1", "yard", "grid", "city", "land"), keys("water.sewer", "water"));
  assert.deepEqual([open, category, cell, only, level, within], ["yard x grid", "water", "b1 water.sewer", null, null, "city"]);
  assert.equal(revealing({}, keys("b1"), keys("lift"))["category"], null);
});

test("what an address says wrongly is not taken", () => {
  assert.deepEqual(kindsOf({ kinds: "THIN NONSENSE UNHANDLED" }), ["UNHANDLED", "THIN"]);
  assert.equal(kindsOf({ kinds: "NONSENSE" }), null);
  assert.equal(tabOf({ tab: "nonsense" }), "gaps");
  assert.deepEqual([shownOf("-3"), shownOf("x"), shownOf("150"), shownOf("9999")], [30, 30, 150, 500]);
});
