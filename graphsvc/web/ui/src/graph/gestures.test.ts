import assert from "node:assert/strict";
import { test } from "node:test";
import { LEAST, MOST, type Viewport, moved, wheelFactor, zoomAt } from "./gestures.ts";

const near = (one: number, other: number): boolean => Math.abs(one - other) < 1e-9;
const seen = ({ x, y, zoom }: Viewport, point: { x: number; y: number }) => ({ x: point.x * zoom + x, y: point.y * zoom + y });

test("what is beneath the pointer stays there while one zooms", () => {
  const before = { x: -120, y: 40, zoom: 0.8 };
  const point = { x: 300, y: 200 }; // of the drawing
  const at = seen(before, point);
  const now = seen(zoomAt(before, 1.6, at), point);
  assert.ok(near(now.x, at.x) && near(now.y, at.y));
});

test("zooming ends at its bounds", () => {
  assert.equal(zoomAt({ x: 0, y: 0, zoom: 1 }, 100, { x: 0, y: 0 }).zoom, MOST);
  assert.equal(zoomAt({ x: 0, y: 0, zoom: 1 }, 0.001, { x: 0, y: 0 }).zoom, LEAST);
});

test("one pointer moves the drawing with it", () => {
  assert.deepEqual(moved({ x: 5, y: 5, zoom: 0.5 }, [{ x: 10, y: 10 }], [{ x: 30, y: 0 }]), { x: 25, y: -5, zoom: 0.5 });
});

test("two fingers hold what is beneath them, however they move", () => {
  const before = { x: 12, y: -30, zoom: 0.6 };
  const points = [{ x: 100, y: 100 }, { x: 260, y: 180 }] as const; // of the drawing
  const from = points.map((point) => seen(before, point));
  const [one, other] = from as [{ x: number; y: number }, { x: number; y: number }];
  const to = [{ x: one.x - 20, y: one.y + 14 }, { x: one.x - 20 + (other.x - one.x) * 1.5, y: one.y + 14 + (other.y - one.y) * 1.5 }];
  const after = moved(before, from, to);
  points.forEach((point, index) => {
    const now = seen(after, point);
    assert.ok(near(now.x, to[index]?.x ?? NaN) && near(now.y, to[index]?.y ?? NaN));
  });
});

test("the wheel zooms in when it is turned away from oneself, whatever it counts in", () => {
  for (const deltaMode of [0, 1, 2]) {
    assert.ok(wheelFactor({ deltaY: -3, deltaMode, ctrlKey: false }) > 1);
    assert.ok(wheelFactor({ deltaY: 3, deltaMode, ctrlKey: true }) < 1);
  }
});
