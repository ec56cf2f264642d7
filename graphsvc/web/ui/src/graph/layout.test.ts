import assert from "node:assert/strict";
import { test } from "node:test";
import { type Layout, absolute, layout } from "./layout.ts";
import type { Item, Picture, Tie } from "./picture.ts";

/** Numbers that look like chance and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** A picture of nested units, posts and places; the first `count` items of the same seed are the same ones. */
function generated(seed: number, count: number): Picture {
  const roll = dice(seed);
  const items: Item[] = [];
  const ties: Tie[] = [];
  const boxes: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const key = `k${index}`;
    const outside = boxes.length === 0 || roll(8) === 0;
    const within = outside ? null : (boxes[roll(boxes.length)] as string);
    const chance = roll(10);
    if (chance < 3) {
      boxes.push(key);
      items.push({ key, type: "Unit", name: key, line: "PARTY", within, more: 1 });
    } else if (chance < 9) {
      const boss = items.filter((item) => item.type === "Post" && item.within === within)[0];
      if (boss) ties.push({ source: key, target: boss.key, kind: "reports" });
      items.push({ key, type: "Post", name: key, line: "PARTY", within });
    } else {
      if (roll(3) === 0) boxes.push(key);
      items.push({ key, type: "Place", name: key, within });
    }
  }
  return { items, ties, path: [] };
}

function assertSound(picture: Picture, found: Layout): void {
  for (const { key, within } of picture.items) {
    const placed = found.get(key);
    assert.ok(placed, `${key} has a place`);
    const box = placed.parent === null ? null : (found.get(placed.parent)?.continues ?? placed.parent);
    assert.equal(box, within ?? null, `${key} stands in its box`);
  }
  assertApart(found);
}

function assertApart(found: Layout): void {
  const bySide = new Map<string | null, string[]>();
  for (const { key, parent, x, y, width, height } of found.values()) {
    bySide.set(parent, [...(bySide.get(parent) ?? []), key]);
    const outer = parent === null ? undefined : found.get(parent);
    if (outer) assert.ok(x >= 0 && y >= 0 && x + width <= outer.width && y + height <= outer.height, `${key} is inside ${parent}`);
  }
  for (const keys of bySide.values()) {
    keys.forEach((one, index) => {
      for (const other of keys.slice(index + 1)) {
        const [a, b] = [found.get(one), found.get(other)];
        if (!a || !b) continue;
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        assert.ok(apart, `${one} and ${other} do not overlap`);
      }
    });
  }
}

test("nothing overlaps, and everything stands inside its box, whatever is drawn", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const picture = generated(seed, 5 + seed * 5);
    assertSound(picture, layout(picture));
  }
});

test("what stands somewhere stays there to the pixel when more is shown", () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    let found = layout(generated(seed, 20));
    for (let count = 25; count <= 220; count += 25) {
      const picture = generated(seed, count);
      const next = layout(picture, found);
      assertSound(picture, next);
      const [before, after] = [absolute(found), absolute(next)];
      for (const [key, { x, y, width, height }] of before) {
        const now = after.get(key);
        assert.ok(now, `${key} is still there`);
        assert.deepEqual([now.x, now.y], [x, y], `${key} has not moved`);
        assert.ok(now.width >= width && now.height >= height, `${key} has not shrunk`);
      }
      found = next;
    }
  }
});

test("what gets a box around it later stays where it is, and the box is drawn beside it", () => {
  const place: Item = { key: "b1", type: "Place", name: "b1" };
  const post: Item = { key: "p", type: "Post", name: "p" };
  const before = layout({ items: [place, post], ties: [], path: [] });
  const yard: Item[] = [
    { key: "yard", type: "Place", name: "yard" },
    { ...place, within: "yard" },
    { key: "b2", type: "Place", name: "b2", within: "yard" },
    { key: "u", type: "Unit", name: "u", within: "b1" },
    post,
  ];
  const after = layout({ items: yard, ties: [], path: [] }, before);
  assertApart(after);
  for (const key of ["b1", "p"]) assert.deepEqual([after.get(key)?.x, after.get(key)?.y, after.get(key)?.parent], [before.get(key)?.x, before.get(key)?.y, null]);
  assert.deepEqual(["yard", "b2", "u"].filter((key) => !after.has(key)), []);
  const order = [...after.keys()];
  for (const { key, parent } of after.values()) assert.ok(parent === null || order.indexOf(parent) < order.indexOf(key), "boxes come before what is in them");
});

test("the same picture is laid out the same each time", () => {
  const picture = generated(7, 120);
  assert.deepEqual([...layout(picture)], [...layout(picture)]);
});

test("who is reported to stands above", () => {
  const item = (key: string): Item => ({ key, type: "Post", name: key, within: "u" });
  const picture: Picture = {
    items: [{ key: "u", type: "Unit", name: "u" }, item("low"), item("middle"), item("top")],
    ties: [
      { source: "low", target: "middle", kind: "reports" },
      { source: "middle", target: "top", kind: "reports" },
    ],
    path: [],
  };
  const found = layout(picture);
  const y = (key: string) => found.get(key)?.y ?? 0;
  assert.ok(y("top") < y("middle") && y("middle") < y("low"));
});

test("reports in a ring and boxes in a ring are laid out all the same", () => {
  const picture: Picture = {
    items: [
      { key: "a", type: "Unit", name: "a", within: "b" },
      { key: "b", type: "Unit", name: "b", within: "a" },
      { key: "p", type: "Post", name: "p", within: "a" },
      { key: "q", type: "Post", name: "q", within: "a" },
    ],
    ties: [
      { source: "p", target: "q", kind: "reports" },
      { source: "q", target: "p", kind: "reports" },
    ],
    path: [],
  };
  assert.equal(layout(picture).size, 4);
});

test("an empty picture has an empty layout", () => {
  assert.equal(layout({ items: [], ties: [], path: [] }).size, 0);
});

test("two thousand nested items take a moment, not a wait", () => {
  const picture = generated(3, 2000);
  const began = performance.now();
  layout(picture);
  assert.ok(performance.now() - began < 500);
});
