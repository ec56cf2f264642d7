// The upper edge of what was packed, from left to right: the next box is dropped where it lands highest.

interface Step {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Packs rectangles into a strip of a width; everything lands on what is there. Costs O(steps²) each, few in a narrow strip. */
export class Skyline {
  #steps: Step[];

  constructor(width: number) {
    this.#steps = [{ x: 0, y: 0, width }];
  }

  /** The skyline over rectangles that stand already; beneath it nothing is free. */
  static over(rects: readonly { x: number; y: number; width: number; height: number }[], width: number, apart: number): Skyline {
    const skyline = new Skyline(width);
    for (const { x, y, width: wide, height } of rects) skyline.#raise(Math.max(0, x), wide + apart, y + height + apart);
    return skyline;
  }

  /** Find the highest spot (the leftmost of several) for a rectangle, and take it with `apart` free to its right and below. */
  drop(width: number, height: number, apart: number): { x: number; y: number } {
    const end = this.#steps.at(-1) as Step;
    const limit = end.x + end.width;
    let best = { x: 0, y: Infinity };
    for (const { x } of this.#steps) {
      if (x > 0 && x + width > limit) break;
      const y = this.#top(x, width);
      if (y < best.y) best = { x, y };
    }
    this.#raise(best.x, width + apart, best.y + height + apart);
    return best;
  }

  #top(x: number, width: number): number {
    let y = 0;
    for (const step of this.#steps) {
      if (step.x >= x + width) break;
      if (step.x + step.width > x) y = Math.max(y, step.y);
    }
    return y;
  }

  #raise(x: number, width: number, to: number): void {
    const next: Step[] = [];
    const add = (step: Step): void => {
      if (step.width <= 0) return;
      const last = next.at(-1);
      if (last && last.y === step.y) next[next.length - 1] = { ...last, width: last.width + step.width };
      else next.push(step);
    };
    for (const step of this.#steps) {
      const [from, end] = [Math.max(step.x, x), Math.min(step.x + step.width, x + width)];
      if (from >= end) {
        add(step);
        continue;
      }
      add({ x: step.x, y: step.y, width: from - step.x });
      add({ x: from, y: Math.max(step.y, to), width: end - from });
      add({ x: end, y: step.y, width: step.x + step.width - end });
    }
    this.#steps = next;
  }
}
