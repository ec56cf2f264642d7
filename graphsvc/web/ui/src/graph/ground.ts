// What lines have to run around, found by where it lies.
import type { Rect } from "./layout.ts";

/** A card, which no line may cross; words, which it should not; another line, which it should cross but not run upon. */
export interface Obstacle extends Rect {
  /** The item that it belongs to; of a line where it comes from. */
  readonly key: string;
  readonly kind: "card" | "words" | "line";
  /** Where a line leads to. */
  readonly to?: string;
}

const CELL = 160;
/** More rows than any drawing has. */
const MOST = 2 ** 20;

interface Noted {
  readonly obstacle: Obstacle;
  /** The search that found it last, so that each finds it once. */
  found: number;
}

/** Obstacles in cells of a grid: each search looks at those nearby alone, so that its cost does not grow with the drawing. */
export class Ground {
  readonly #cells = new Map<number, Noted[]>();
  #searches = 0;

  constructor(obstacles: Iterable<Obstacle>) {
    for (const each of obstacles) this.add(each);
  }

  add(obstacle: Obstacle): void {
    const noted = { obstacle, found: 0 };
    const { x, y, width, height } = obstacle;
    for (let column = Math.floor(x / CELL); column * CELL <= x + width; column += 1) {
      for (let row = Math.floor(y / CELL); row * CELL <= y + height; row += 1) {
        const cell = this.#cells.get(column * MOST + row);
        if (cell) cell.push(noted);
        else this.#cells.set(column * MOST + row, [noted]);
      }
    }
  }

  /** The obstacles that have more in common with an area than a border, each once. */
  within({ x, y, width, height }: Rect): Obstacle[] {
    this.#searches += 1;
    const found: Obstacle[] = [];
    for (let column = Math.floor(x / CELL); column * CELL <= x + width; column += 1) {
      for (let row = Math.floor(y / CELL); row * CELL <= y + height; row += 1) {
        for (const noted of this.#cells.get(column * MOST + row) ?? []) {
          const { obstacle: at } = noted;
          if (noted.found === this.#searches || at.x >= x + width || x >= at.x + at.width || at.y >= y + height || y >= at.y + at.height) continue;
          noted.found = this.#searches;
          found.push(at);
        }
      }
    }
    return found;
  }
}
