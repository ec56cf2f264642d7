// How a drawing is moved about: dragged with mouse, pen or finger, zoomed by wheel and by two fingers.
// Pointer events tell all of them alike, so that nothing but a few sums is needed.

/** Where the drawing stands in its window: a point p of it is seen at p · zoom + (x, y). */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export const [LEAST, MOST] = [0.2, 2];

/** How far a finger trembles when it only taps. */
const STILL = 4;

/** Zoom by a factor within bounds, so that what is seen at the point stays there. */
export function zoomAt({ x, y, zoom }: Viewport, factor: number, at: Point): Viewport {
  const next = Math.min(MOST, Math.max(LEAST, zoom * factor));
  const by = next / zoom;
  return { zoom: next, x: at.x - (at.x - x) * by, y: at.y - (at.y - y) * by };
}

/** What a turn of the wheel zooms by; lines and pages count for more than dots, and a pinch on a touchpad, too. */
export function wheelFactor({ deltaY, deltaMode, ctrlKey }: Pick<WheelEvent, "deltaY" | "deltaMode" | "ctrlKey">): number {
  return 2 ** (-deltaY * (deltaMode === 1 ? 0.05 : deltaMode === 2 ? 1 : 0.002) * (ctrlKey ? 10 : 1));
}

/** What the fingers (or the one pointer) do to the drawing when they go from some points to others. */
export function moved(viewport: Viewport, from: readonly Point[], to: readonly Point[]): Viewport {
  const [before, after] = [middle(from), middle(to)];
  const panned = { ...viewport, x: viewport.x + after.x - before.x, y: viewport.y + after.y - before.y };
  const [apart, now] = [spread(from), spread(to)];
  return apart > 0 && now > 0 ? zoomAt(panned, now / apart, after) : panned;
}

const middle = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});

const spread = ([one, other]: readonly Point[]): number => (one && other ? Math.hypot(other.x - one.x, other.y - one.y) : 0);

interface Held {
  viewport(): Viewport;
  move(to: Viewport): void;
  /** A drag begins or ends. */
  dragging(now: boolean): void;
}

/** Let an element be dragged and zoomed; gives what ends that. Whoever drags from a card does not press it. */
export function gestures(element: HTMLElement, { viewport, move, dragging }: Held): () => void {
  const pointers = new Map<number, Point>();
  let start: Point | undefined;
  let dragged = false;
  const at = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left - element.clientLeft, y: clientY - top - element.clientTop };
  };
  const ends = new AbortController();
  const on = <Name extends keyof HTMLElementEventMap>(name: Name, act: (event: HTMLElementEventMap[Name]) => void, capture = false): void =>
    element.addEventListener(name, act, { signal: ends.signal, capture, passive: false });

  on("pointerdown", (event) => {
    if (event.button !== 0 || pointers.size === 2) return;
    if (pointers.size === 0) {
      start = at(event);
      dragged = false;
    }
    pointers.set(event.pointerId, at(event));
  });
  on("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return;
    const to = at(event);
    if (!dragged) {
      if (pointers.size === 1 && start && Math.hypot(to.x - start.x, to.y - start.y) < STILL) return;
      dragged = true;
      dragging(true);
    }
    // From now on it is told of wherever the pointer goes, and cards are not told.
    if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
    const from = [...pointers.values()];
    pointers.set(event.pointerId, to);
    move(moved(viewport(), from, [...pointers.values()]));
  });
  const release = (event: PointerEvent): void => {
    if (pointers.delete(event.pointerId) && pointers.size === 0 && dragged) dragging(false);
  };
  on("pointerup", release);
  on("pointercancel", release);
  on(
    "click",
    (event) => {
      // A press by keyboard has no pointer, and no drag before it.
      if (!dragged || event.detail === 0) return;
      event.stopPropagation();
      event.preventDefault();
      dragged = false;
    },
    true,
  );
  on("wheel", (event) => {
    event.preventDefault();
    move(zoomAt(viewport(), wheelFactor(event), at(event)));
  });
  return () => ends.abort();
}
