// The links of a picture as lines, and where what is written on them stands.
import { Ground, type Obstacle } from "./ground.ts";
import { HEAD, type Layout, type Placed, type Rect, absolute, extent } from "./layout.ts";
import { type Picture, TIE_KINDS, type Tie, itemsByKey } from "./picture.ts";
import { type End, type Point, route } from "./routing.ts";
import { widthOf } from "./widths.ts";

/** A link as drawn. */
export interface Wire {
  readonly id: string;
  readonly tie: Tie;
  readonly d: string;
  /** Where the middle of its words stands, and how wide they are. */
  readonly label: Point;
  readonly plate: number;
  /** All that it takes up. */
  readonly within: Rect;
}

/** Half the height of what is written on a link. */
const PLATE = 10;

/** All links of a picture; one that leads from a box to what is in it is told by the nesting and not drawn. O(ties · depth). */
export function wires(picture: Picture, placed: Layout): Wire[] {
  const rects = absolute(placed);
  const ground = new Ground(obstacles(picture, placed, rects));
  const end = (key: string): End | undefined => {
    const [place, rect] = [placed.get(key), rects.get(key)];
    return place && rect && { key, ...rect, outer: place.parent === null ? undefined : rects.get(place.parent) };
  };
  const found = picture.ties.flatMap((tie) => {
    const [from, to] = [end(tie.source), end(tie.target)];
    if (!from || !to || holds(placed, tie.source, tie.target) || holds(placed, tie.target, tie.source)) return [];
    const way = route(from, to, (TIE_KINDS.indexOf(tie.kind) % 3) - 1, ground);
    if (way.straight) for (const piece of pieces(way.points)) ground.add({ key: tie.source, to: tie.target, kind: "line", ...piece });
    return [{ tie, ...way }];
  });
  return found.map(({ tie, d, points }) => {
    const plate = tie.label ? widthOf(tie.label, 12) + 18 : 0;
    const label = tie.label ? spot(points, plate, ground) : (points[0] as Point);
    const room = { x: label.x - plate / 2, y: label.y - PLATE, width: plate, height: 2 * PLATE };
    if (tie.label) ground.add({ key: tie.source, kind: "card", ...room });
    const within = extent([...points.map((point) => ({ ...point, width: 0, height: 0 })), room]);
    return { id: `${tie.kind}\n${tie.source}\n${tie.target}`, tie, d, label, plate, within };
  });
}

/** Every card that is shown, and the names of the boxes. */
function* obstacles(picture: Picture, placed: Layout, rects: ReadonlyMap<string, Rect>): Generator<Obstacle> {
  const items = itemsByKey(picture);
  for (const { key, box, continues } of placed.values()) {
    const item = items.get(continues ?? key);
    const rect = rects.get(key);
    if (!item || !rect) continue;
    if (box) {
      const told = Math.max(widthOf(item.name, 14.5), widthOf(item.nameEn ?? "", 14.5));
      yield { key, kind: "words", x: rect.x, y: rect.y + 4, width: Math.min(rect.width, told + 40), height: HEAD - 8 };
      if (item.more) yield { key, kind: "words", x: rect.x + rect.width - 48, y: rect.y + 4, width: 40, height: HEAD - 8 };
    } else {
      yield { key, kind: "card", ...rect };
      if (item.more) yield { key, kind: "words", x: rect.x + rect.width - 20, y: rect.y + rect.height - 14, width: 30, height: 24 };
    }
  }
}

/** The pieces of a line with right angles, but for their ends: there lines may meet. */
function pieces(points: readonly Point[]): Rect[] {
  return points.slice(1).map((b, index) => {
    const a = points[index] as Point;
    const upright = a.x === b.x;
    const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
    return upright ? { x, y, width: 0.5, height: Math.abs(a.y - b.y) } : { x, y, width: Math.abs(a.x - b.x), height: 0.5 };
  });
}

function holds(placed: Layout, outer: string, inner: string): boolean {
  for (let at: Placed | undefined = placed.get(inner); at && at.parent !== null; at = placed.get(at.parent)) {
    if (at.parent === outer) return true;
  }
  return false;
}

/** The spot on a line where its words hide least, the nearest to its middle. */
function spot(points: readonly Point[], width: number, ground: Ground): Point {
  const along = steps(points);
  let best = along[Math.floor(along.length / 2)] as Point;
  let least = Infinity;
  along.forEach((point, index) => {
    const plate = { x: point.x - width / 2, y: point.y - PLATE, width, height: 2 * PLATE };
    const hidden = ground.within(plate).reduce((sum, each) => sum + shared(plate, each), 0);
    const cost = hidden * 1000 + Math.abs(index - (along.length - 1) / 2);
    if (cost < least) {
      least = cost;
      best = point;
    }
  });
  return best;
}

const shared = (one: Rect, other: Rect): number =>
  (Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)) * (Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y));

/** Points on a line, a little apart. */
function steps(points: readonly Point[]): Point[] {
  return points.flatMap((a, index) => {
    const b = points[index + 1];
    if (!b) return [a];
    const count = Math.max(1, Math.round(Math.hypot(b.x - a.x, b.y - a.y) / 8));
    return Array.from({ length: count }, (_, step) => ({ x: a.x + ((b.x - a.x) * step) / count, y: a.y + ((b.y - a.y) * step) / count }));
  });
}
