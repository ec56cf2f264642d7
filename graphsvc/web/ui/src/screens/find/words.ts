import { find as en } from "../../lib/words/en/find.ts";
import { choose } from "../../lib/words/index.svelte.ts";
import { find as zh } from "../../lib/words/zh/find.ts";

/** The words of Find. */
export const words = choose(zh, en);
