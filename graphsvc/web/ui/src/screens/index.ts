// Where each screen's component comes from; only what is shown is loaded.
import type { Component } from "svelte";
import type { Screen } from "../lib/route.ts";

export const SCREENS: Readonly<Record<Screen, () => Promise<{ default: Component }>>> = {
  find: () => import("./find/index.svelte"),
  explore: () => import("./explore/index.svelte"),
  coverage: () => import("./coverage/index.svelte"),
  roster: () => import("./roster/index.svelte"),
};
