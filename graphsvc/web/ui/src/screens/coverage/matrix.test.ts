import assert from "node:assert/strict";
import { test } from "node:test";
import { type Column, type Matrix, NOTHING, type Numbers, gapsOf, groupsOf, lookOf, rowsOf, shareOf, sumOf } from "./matrix.ts";

const numbers = (given: Partial<Numbers>): Numbers => ({ ...NOTHING, ...given });
const category = (...lineage: string[]): Column => {
  const all = lineage.map((key) => ({ key, name: key, nameEn: null }));
  return { ...all[0]!, lineage: all, children: [] };
};
const place = (key: string) => ({ key, kind: "building", name: key, nameEn: null });
const row = (key: string, cells: Numbers[], more: { isOwn?: boolean; hasChildren?: boolean } = {}) => ({
  place: place(key),
  households: 1,
  isOwn: false,
  hasChildren: false,
  cells: cells.map((cell) => ({ ...cell })),
  ...more,
});
const matrix = (columns: Column[], rows: ReturnType<typeof row>[], rowCount = rows.length) => ({ columns, rows, rowCount }) as Matrix;

test("the text of a cell tells its state without any colour", () => {
  const texts = [
    numbers({}),
    numbers({ demanded: 1 }),
    numbers({ demanded: 3 }),
    numbers({ demanded: 1, covered: 1 }),
    numbers({ demanded: 1, covered: 1, singlePoints: 1 }),
    numbers({ demanded: 1, covered: 1, inherited: true }),
    numbers({ demanded: 1, covered: 1, singlePoints: 1, inherited: true }),
    numbers({ demanded: 1, covered: 1, contested: 1 }),
  ].map((each) => lookOf(each).text);
  assert.deepEqual(texts, ["—", "✕", "✕3", "2+", "1", "↑2+", "↑1", "!2"]);
});

test("a cell that stands for several counts what is wrong below it", () => {
  const look = lookOf(numbers({ demanded: 9, covered: 7, singlePoints: 2, contested: 3, endingSoon: 1 }));
  assert.deepEqual([look.tone, look.missing, look.contested, look.ending], ["one", 2, 3, 1]);
});

test("opened places have their rows beneath them, matched by category", () => {
  const [a, b] = [category("a"), category("b")];
  const top = matrix([a, b], [row("yard", [numbers({ demanded: 2, covered: 1 }), numbers({ demanded: 1 })], { hasChildren: true })]);
  const inner = matrix([b], [row("yard", [numbers({ demanded: 1 })], { isOwn: true, hasChildren: true }), row("b1", [NOTHING])], 5);
  const shut = rowsOf(top, new Set(), new Map());
  assert.deepEqual(shut.map(({ id, gaps }) => [id, gaps]), [["yard", 2]]);
  assert.equal(rowsOf(top, new Set(["yard"]), new Map())[0]?.waiting, true);
  const open = rowsOf(top, new Set(["yard"]), new Map([["yard", inner]]));
  assert.deepEqual(open.map(({ id, depth, hidden }) => [id, depth, hidden]), [["yard", 0, 3], ["yard =", 1, 0], ["b1", 1, 0]]);
  assert.equal(open[1]?.cells.get("a"), undefined);
  assert.equal(open[1]?.cells.get("b")?.demanded, 1);
});

test("columns stand under the category above them; the largest ones under none, nor those of one alone", () => {
  assert.deepEqual(groupsOf([category("a.x", "a"), category("a.y", "a")]), []);
  assert.deepEqual(groupsOf([category("a"), category("b")]), []);
  const groups = groupsOf([category("a.x", "a"), category("a.y", "a"), category("b")]);
  assert.deepEqual(groups.map(({ key, span }) => [key, span]), [["a", 2], ["b", 1]]);
});

test("totals add up, and the share is rounded down: 100.0 means all", () => {
  const sum = sumOf([numbers({ demanded: 1000, covered: 999 }), numbers({ demanded: 1000, covered: 1000, contested: 2 })]);
  assert.deepEqual([sum.demanded, sum.contested, gapsOf(sum), shareOf(sum)], [2000, 2, 1, "99.9"]);
  assert.equal(shareOf(NOTHING), null);
});
