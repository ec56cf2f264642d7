import assert from "node:assert/strict";
import { test } from "node:test";
import { type Rect, absolute, layout } from "./layout.ts";
import type { Item, Picture, Tie } from "./picture.ts";
import { wires } from "./wires.ts";

/** Numbers that look random, the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Boxes with posts in two or three rows, places among them, and links between any two of all that. */
function generated(seed: number, count: number): Picture {
  const roll = dice(seed);
  const items: Item[] = [];
  const units: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const within = units.length > 0 && roll(5) > 0 ? units[roll(units.length)] : undefined;
    const kind = roll(6);
    const type = kind === 0 || units.length === 0 ? "Unit" : kind === 1 ? "Place" : "Post";
    const item: Item = { key: `i${index}`, type, name: `名称 ${index}`, ...(within === undefined ? {} : { within }) };
    if (type === "Unit") units.push(item.key);
    items.push(item);
  }
  const ties: Tie[] = [];
  for (let index = 0; index < count; index += 1) {
    const kind = (["reports", "path", "same", "backup"] as const)[roll(4)] as Tie["kind"];
    const [source, target] = [`i${roll(count)}`, `i${roll(count)}`];
    if (source !== target) ties.push({ source, target, kind, ...(kind === "path" ? { label: "24小时后" } : {}) });
  }
  return { items, ties, path: [] };
}

const STEPS = 40;

/** Points along a path as it is drawn, a few dots apart. */
function along(d: string): { x: number; y: number }[] {
  const found: { x: number; y: number }[] = [];
  let at = { x: 0, y: 0 };
  for (const [, act, rest] of d.matchAll(/([MLQC])([^MLQC]*)/g)) {
    const numbers = (rest as string).trim().split(/\s+/).map(Number);
    const points = Array.from({ length: numbers.length / 2 }, (_, index) => ({ x: numbers[2 * index] as number, y: numbers[2 * index + 1] as number }));
    const chain = act === "M" ? points : [at, ...points];
    for (let step = 0; step <= STEPS; step += 1) {
      let level = chain;
      while (level.length > 1) level = level.slice(1).map((point, index) => mix(level[index] as { x: number; y: number }, point, step / STEPS));
      found.push(level[0] as { x: number; y: number });
    }
    at = chain.at(-1) as { x: number; y: number };
  }
  return found;
}

const mix = (a: { x: number; y: number }, b: { x: number; y: number }, t: number) => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
const holds = ({ x, y, width, height }: Rect, point: { x: number; y: number }): boolean => point.x > x + 1 && point.x < x + width - 1 && point.y > y + 1 && point.y < y + height - 1;

test("no line runs across a card, its own ends included", () => {
  let lines = 0;
  for (let seed = 1; seed <= 60; seed += 5) {
    const picture = generated(seed, 10 + seed * 5);
    const placed = layout(picture);
    const cards = [...absolute(placed)].filter(([key]) => !placed.get(key)?.box);
    for (const { tie, d } of wires(picture, placed)) {
      lines += 1;
      const points = along(d);
      const [left, top, right, low] = [Math.min(...points.map(({ x }) => x)), Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ x }) => x)), Math.max(...points.map(({ y }) => y))];
      const near = cards.filter(([, card]) => card.x < right && card.x + card.width > left && card.y < low && card.y + card.height > top);
      for (const [key, card] of near) assert.ok(!points.some((point) => holds(card, point)), `seed ${seed}: ${tie.source} to ${tie.target} across ${key}: ${d}`);
    }
  }
  assert.ok(lines > 1000);
});

test("a line begins and ends at what it joins", () => {
  for (let seed = 1; seed <= 10; seed += 1) {
    const picture = generated(seed, 60);
    const placed = layout(picture);
    const rects = absolute(placed);
    for (const { tie, d } of wires(picture, placed)) {
      const points = along(d);
      const touches = (key: string, point: { x: number; y: number }): boolean => {
        const { x, y, width, height } = rects.get(key) as Rect;
        const [left, top] = [Math.abs(point.x - x), Math.abs(point.y - y)];
        const [right, low] = [Math.abs(point.x - x - width), Math.abs(point.y - y - height)];
        const beside = point.y >= y && point.y <= y + height && Math.min(left, right) < 1;
        const above = point.x >= x && point.x <= x + width && Math.min(top, low) < 1;
        return beside || above;
      };
      assert.ok(touches(tie.source, points[0] as { x: number; y: number }), `${d} leaves ${tie.source}`);
      assert.ok(touches(tie.target, points.at(-1) as { x: number; y: number }), `${d} reaches ${tie.target}`);
    }
  }
});

test("lines are the same each time, and three hundred all over a drawing take a moment", () => {
  const picture = generated(5, 300);
  const placed = layout(picture);
  const began = process.cpuUsage();
  const found = wires(picture, placed);
  const { user, system } = process.cpuUsage(began);
  assert.ok(user + system < 2_000_000, "microseconds");
  assert.deepEqual(found, wires(picture, placed));
});

test("what is written on a line hides no card where there is room for it", () => {
  const unit = (key: string): Item[] => [
    { key, type: "Unit", name: key },
    { key: `${key}1`, type: "Post", name: key, within: key },
  ];
  const picture: Picture = { items: [...unit("a"), ...unit("b")], ties: [{ source: "a1", target: "b1", kind: "path", label: "2天" }], path: [] };
  const placed = layout(picture);
  const [wire] = wires(picture, placed);
  assert.ok(wire);
  for (const [key, rect] of absolute(placed)) {
    if (placed.get(key)?.box) continue;
    const apart = wire.label.x + wire.plate / 2 <= rect.x || wire.label.x - wire.plate / 2 >= rect.x + rect.width || wire.label.y + 10 <= rect.y || wire.label.y - 10 >= rect.y + rect.height;
    assert.ok(apart, key);
  }
});
