import { coverage as en } from "../../lib/words/en/coverage.ts";
import { choose } from "../../lib/words/index.svelte.ts";
import { coverage as zh } from "../../lib/words/zh/coverage.ts";
import type { Numbers } from "./matrix.ts";

/** The words of the coverage screen. */
export const words = choose(zh, en);

/** The language of sentences that the API tells. */
export const spoken = (lang: "zh" | "en"): "ZH" | "EN" => (lang === "zh" ? "ZH" : "EN");

/** What the numbers of a cell mean, as a sentence. */
export function say({ demanded, covered, singlePoints, contested, endingSoon, inherited }: Numbers): string {
  const { says } = words();
  if (demanded === 0) return says.none;
  if (covered === 0) return says.gap(demanded);
  const parts = [
    covered < demanded ? says.part(demanded, demanded - covered) : "",
    contested > 0 ? says.contested(contested, demanded) : "",
    inherited ? says.above : "",
    singlePoints > 0 ? says.one(demanded) : says.many,
    endingSoon > 0 ? says.ending(endingSoon, demanded) : "",
  ];
  return parts.filter((part) => part !== "").join(says.glue);
}
