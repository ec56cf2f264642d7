import { roster as en } from "../../lib/words/en/roster.ts";
import { choose } from "../../lib/words/index.svelte.ts";
import { roster as zh } from "../../lib/words/zh/roster.ts";

/** The words of the roster. */
export const words = choose(zh, en);
