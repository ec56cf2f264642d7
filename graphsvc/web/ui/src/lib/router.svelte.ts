// Where the reader is, and how to get elsewhere. Acts are pushed to the browser's history, typing replaces its last entry.
import { type Lang, type Own, type Route, type Screen, format, parse, preferred } from "./route.ts";

const read = (): Route => parse(new URL(location.href), preferred(navigator.languages));

let current = $state.raw(read());

/** Where the reader is; what is read in a component follows it. */
export const route = {
  get screen(): Screen {
    return current.screen;
  },
  get lang(): Lang {
    return current.lang;
  },
  get at(): string | null {
    return current.at;
  },
  get large(): boolean {
    return current.large;
  },
  get own(): Own {
    return current.own;
  },
  get lost(): boolean {
    return current.lost ?? false;
  },
};

/** What of the next place is other than here; `null` and `undefined` values in `own` are left out. */
export interface Next {
  readonly screen?: Screen;
  readonly own?: Readonly<Record<string, string | null | undefined>>;
  readonly lang?: Lang;
  readonly at?: string | null;
  readonly large?: boolean;
}

function follow(next: Next): Route {
  // Another screen does not know the parameters of this one.
  const kept = next.screen === undefined || next.screen === current.screen ? current.own : {};
  const own = next.own === undefined ? kept : clean(next.own);
  const { screen, lang, at, large } = { ...current, ...next };
  return { screen, lang, at, large, own };
}

function clean(own: NonNullable<Next["own"]>): Own {
  return Object.fromEntries(Object.entries(own).filter((entry): entry is [string, string] => !!entry[1]));
}

/** The address of a place, for links: language, moment and size of text go along. */
export function link(next: Next): string {
  return format(follow(next));
}

/** Go there; Back returns here. */
export function go(next: Next): void {
  visit(follow(next), "pushState");
}

/** Be there, as if one had been there in the first place. */
export function stay(next: Next): void {
  visit(follow(next), "replaceState");
}

function visit(next: Route, how: "pushState" | "replaceState"): void {
  const address = format(next);
  if (new URL(address, document.baseURI).href !== location.href) history[how](null, "", address);
  current = next;
}

/** Follow Back, Forward and plain clicks on links of this page; call once. */
export function listen(): void {
  history.replaceState(null, "", format(current)); // the language is told in the address from now on
  addEventListener("popstate", () => {
    current = read();
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    const anchor = event.target instanceof Element ? event.target.closest("a") : null;
    // Links within the page are written by `link`; others (GraphiQL, telephone) are the browser's.
    if (!anchor || !anchor.getAttribute("href")?.startsWith("./") || anchor.target || anchor.hasAttribute("download"))
      return;
    event.preventDefault();
    visit(parse(new URL(anchor.href), current.lang), "pushState");
    if (location.hash === "") scrollTo(0, 0);
  });
}
