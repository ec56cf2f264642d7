import { explore as en } from "../../lib/words/en/explore.ts";
import { choose } from "../../lib/words/index.svelte.ts";
import { explore as zh } from "../../lib/words/zh/explore.ts";

/** The words of Explore. */
export const words = choose(zh, en);
