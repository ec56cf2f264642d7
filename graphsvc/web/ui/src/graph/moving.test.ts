import assert from "node:assert/strict";
import { test } from "node:test";
import type { Rect } from "./layout.ts";
import { next } from "./moving.ts";
import type { Tie } from "./picture.ts";

// Three steps of a path, the third in a row of its own; and what stands right beneath the second.
const rects = new Map<string, Rect>([
  ["one", { x: 0, y: 0, width: 100, height: 40 }],
  ["two", { x: 600, y: 0, width: 100, height: 40 }],
  ["three", { x: 0, y: 150, width: 100, height: 40 }],
  ["beneath", { x: 600, y: 150, width: 100, height: 40 }],
]);
const path: readonly Tie[] = [
  { source: "one", target: "two", kind: "path" },
  { source: "two", target: "three", kind: "path" },
];

test("an arrow follows a link in its direction", () => {
  assert.equal(next("one", "right", rects, path), "two");
  assert.equal(next("two", "left", rects, path), "one");
});

test("the path leads on into another row", () => {
  assert.equal(next("two", "down", rects, path), "three");
  assert.equal(next("three", "up", rects, path), "two");
});

test("without a link an arrow leads to what stands there, and at the end nowhere", () => {
  assert.equal(next("two", "down", rects, []), "beneath");
  assert.equal(next("one", "up", rects, path), null);
});
