// Each line of units has a colour, and always its sign beside it.
import type { Line } from "$documents";
import type { IconName } from "../parts/Icon.svelte";

export const LINES: readonly Line[] = ["PARTY", "ADMINISTRATIVE", "PROPERTY", "VOLUNTEER"];

export const LINE_ICONS: Readonly<Record<Line, IconName>> = {
  PARTY: "star",
  ADMINISTRATIVE: "institution",
  PROPERTY: "wrench",
  VOLUNTEER: "heart",
};

/** The class of app.css that sets --line-colour and --line-soft. */
export const lineClass = (line: Line): string => `line-${line.toLowerCase()}`;
