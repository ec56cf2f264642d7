import assert from "node:assert/strict";
import { test } from "node:test";
import { Knowledge } from "./knowledge.ts";
import { MOST_AT_FIRST, MOST_MORE, scenes } from "./model.ts";

const labels = { after: (text: string) => text, matter: () => "", vacant: "vacant", people: (names: readonly string[]) => names.join(" ") };

/** A unit with as many posts, each with a holder who also holds the first one. */
function unit(posts: number): Knowledge {
  const known = new Knowledge();
  const keys = Array.from({ length: posts }, (_, index) => `p${index}`);
  known.units.set("u", { key: "u", line: "PARTY", name: "u", nameEn: null, parent: null, children: [], posts: keys, loose: [] });
  for (const key of keys) {
    known.people.set(`of ${key}`, { key: `of ${key}`, name: key, posts: [key] });
    known.posts.set(key, { key, title: key, titleEn: null, unit: "u", head: false, seats: 1, holders: [`of ${key}`], reportsTo: key === "p0" ? null : "p0", reportsFrom: [] });
  }
  known.around.set("u", keys);
  return known;
}

test("at most 200 items are shown at first, and what is hidden is counted", () => {
  const [first] = scenes(unit(300), "u", [], [], labels);
  assert.equal(first?.picture.items.length, MOST_AT_FIRST);
  assert.equal(first.hidden, 300 - (MOST_AT_FIRST - 1));
  assert.equal(first.picture.items.find(({ key }) => key === "u")?.more, first.hidden);
});

test("an opening adds at most 25, and takes nothing away", () => {
  const [first, second, third] = scenes(unit(300), "u", ["u", "u"], [], labels);
  assert.ok(first && second && third);
  assert.equal(second.picture.items.length, MOST_AT_FIRST + MOST_MORE);
  assert.equal(third.picture.items.length, MOST_AT_FIRST + 2 * MOST_MORE);
  const later = new Set(third.picture.items.map(({ key }) => key));
  assert.ok(first.picture.items.every(({ key }) => later.has(key)));
});

test("every link leads between two items, and a path leads over posts, not over persons", () => {
  const known = unit(5);
  const last = scenes(known, "u", [], ["p3", "of p3", "u"], labels).at(-1);
  assert.deepEqual(last?.picture.path, ["p3", "u"]);
  const keys = new Set(last.picture.items.map(({ key }) => key));
  assert.ok(last.picture.ties.every(({ source, target }) => keys.has(source) && keys.has(target)));
  assert.equal(last.picture.items.find(({ key }) => key === "u")?.step, 2);
});
