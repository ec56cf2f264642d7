// Where an arrow key leads: along a link in that direction when there is one, else on along the path when the next step
// stands on that side at all (the first of another row, say), else to what stands nearest there.
import type { Rect } from "./layout.ts";
import type { Tie } from "./picture.ts";

export type Direction = "up" | "down" | "left" | "right";

export const DIRECTIONS: Readonly<Record<string, Direction>> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

/** The key of the next item, or null at the end. O(items + ties). */
export function next(from: string, direction: Direction, rects: ReadonlyMap<string, Rect>, ties: readonly Tie[]): string | null {
  const linked = linkedTo(from, ties);
  const steps = linkedTo(from, ties.filter(({ kind }) => kind === "path"));
  return (
    nearest(from, direction, rects, (key) => linked.has(key)) ??
    nearest(from, direction, rects, (key) => steps.has(key), Infinity) ??
    nearest(from, direction, rects, () => true)
  );
}

function linkedTo(from: string, ties: readonly Tie[]): ReadonlySet<string> {
  return new Set(ties.flatMap(({ source, target }) => (source === from ? [target] : target === from ? [source] : [])));
}

/** Within 60° of the arrow unless told otherwise. */
function nearest(from: string, direction: Direction, rects: ReadonlyMap<string, Rect>, wanted: (key: string) => boolean, most = 1.75): string | null {
  const start = rects.get(from);
  if (!start) return null;
  let best: string | null = null;
  let least = Infinity;
  for (const [key, rect] of rects) {
    if (key === from || !wanted(key)) continue;
    const dx = rect.x + rect.width / 2 - (start.x + start.width / 2);
    const dy = rect.y + rect.height / 2 - (start.y + start.height / 2);
    const along = { up: -dy, down: dy, left: -dx, right: dx }[direction];
    const aside = Math.abs(direction === "up" || direction === "down" ? dx : dy);
    // What is straight ahead comes before what is nearer but aside.
    if (along <= 4 || aside > along * most) continue;
    const far = along + aside * 2;
    if (far < least) {
      least = far;
      best = key;
    }
  }
  return best;
}
