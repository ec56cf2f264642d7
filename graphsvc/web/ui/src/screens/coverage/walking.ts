// The keys within the matrix: one stop for Tab, arrows between the cells. What can be reached bears `data-stop`, the name of
// its column; where a row has no such stop, the nearest one will do.

const stopsOf = (line: Element): HTMLElement[] => [...line.querySelectorAll<HTMLElement>("[data-stop]")];

const stopOf = (event: Event): HTMLElement | null => (event.target instanceof Element ? event.target.closest<HTMLElement>("[data-stop]") : null);

const columnOf = (stop: HTMLElement): number => (stop.closest("th, td") as HTMLTableCellElement).cellIndex;

/** Tab leads to the first cell, until another one was reached. */
export function enter(table: HTMLTableElement): void {
  if (!table.querySelector('[data-stop][tabindex="0"]')) table.querySelector("tbody [data-stop]")?.setAttribute("tabindex", "0");
}

/** Tab comes back to where the focus was last. */
export function reach(table: HTMLTableElement, event: FocusEvent): void {
  const stop = stopOf(event);
  if (!stop) return;
  for (const other of table.querySelectorAll('[data-stop][tabindex="0"]')) other.setAttribute("tabindex", "-1");
  stop.setAttribute("tabindex", "0");
}

/** Arrows, Home and End move the focus. */
export function walk(table: HTMLTableElement, event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const stop = stopOf(event);
  const line = stop?.closest("tr");
  if (!stop || !line) return;
  const along = stopsOf(line);
  const place = along.indexOf(stop);
  let next: HTMLElement | undefined;
  if (event.key === "ArrowLeft") next = along[place - 1];
  else if (event.key === "ArrowRight") next = along[place + 1];
  else if (event.key === "Home") next = along[0];
  else if (event.key === "End") next = along.at(-1);
  else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    const lines = [...table.rows];
    const step = event.key === "ArrowUp" ? -1 : 1;
    const column = columnOf(stop);
    const across = (each: HTMLElement): number => Math.abs(columnOf(each) - column);
    for (let row = lines.indexOf(line) + step; row >= 0 && row < lines.length && !next; row += step) {
      const stops = stopsOf(lines[row]!);
      next = stops.find(({ dataset }) => dataset["stop"] === stop.dataset["stop"]) ?? stops.sort((one, other) => across(one) - across(other))[0];
    }
  } else return;
  event.preventDefault();
  next?.focus();
}

/** What is chosen from elsewhere is brought into sight within the box that the table scrolls in. */
export function reveal(table: HTMLTableElement): void {
  const cell = table.querySelector('[aria-pressed="true"]');
  const box = table.parentElement;
  if (!cell || !box) return;
  const [inner, outer] = [cell.getBoundingClientRect(), box.getBoundingClientRect()];
  const names = table.querySelector("tbody th")?.getBoundingClientRect().width ?? 0;
  if (inner.left < outer.left + names || inner.right > outer.right) box.scrollLeft += inner.left - outer.left - names - 16;
  if (inner.bottom > outer.bottom - 40 || inner.top < outer.top + 80) box.scrollTop += inner.top - outer.top - outer.height / 2;
}
