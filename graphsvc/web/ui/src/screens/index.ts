// Where each screen's component comes from; only what is shown is loaded.
import { type Component, untrack } from "svelte";
import { Around } from "$documents";
import { askAhead } from "../lib/api.ts";
import type { Screen } from "../lib/route.ts";
import { route } from "../lib/router.svelte.ts";

/** What is around a node takes the service a while: it is asked for while the drawing is being loaded. */
function explore(): Promise<{ default: Component }> {
  untrack(() => {
    const key = route.own["key"];
    if (key) askAhead(Around, { key, at: route.at });
  });
  return import("./explore/index.svelte");
}

export const SCREENS: Readonly<Record<Screen, () => Promise<{ default: Component }>>> = {
  find: () => import("./find/index.svelte"),
  explore,
  coverage: () => import("./coverage/index.svelte"),
  roster: () => import("./roster/index.svelte"),
};
