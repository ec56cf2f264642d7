import { graph as en } from "../lib/words/en/graph.ts";
import { choose } from "../lib/words/index.svelte.ts";
import { graph as zh } from "../lib/words/zh/graph.ts";

/** The words of graphs. */
export const words = choose(zh, en);
