// What an address says, and the address of what is to be shown: the whole state of the page is in its URL.

export const SCREENS = ["find", "explore", "coverage", "roster"] as const;
export type Screen = (typeof SCREENS)[number];
export type Lang = "zh" | "en";

/** The parameters that belong to one screen, each with one value. */
export type Own = Readonly<Record<string, string>>;

/** Where the reader is. */
export interface Route {
  readonly screen: Screen;
  readonly lang: Lang;
  /** The moment as of which everything is told, as the API takes it; null: now. */
  readonly at: string | null;
  readonly large: boolean;
  readonly own: Own;
  /** There is no such screen. */
  readonly lost?: true;
}

const COMMON = new Set(["lang", "at", "large"]);

/** Read an address; `otherwise` is the language of an address that names none. */
export function parse(url: URL, otherwise: Lang): Route {
  const last = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
  const own: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (!COMMON.has(name) && value !== "") own[name] ??= value;
  }
  const lang = url.searchParams.get("lang");
  return {
    screen: SCREENS.find((screen) => screen === last) ?? "find",
    ...(last !== "" && !SCREENS.some((screen) => screen === last) && { lost: true }),
    lang: lang === "zh" || lang === "en" ? lang : otherwise,
    at: url.searchParams.get("at") || null,
    large: url.searchParams.has("large"),
    own,
  };
}

/** The address of a route, relative to the folder that the page stands in. */
export function format({ screen, lang, at, large, own }: Route): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(own)) if (value !== "") query.append(name, value);
  if (at) query.append("at", at);
  if (large) query.append("large", "1");
  query.append("lang", lang);
  return `./${screen === "find" ? "" : screen}?${query}`;
}

/** The language of a reader whose browser prefers these. */
export function preferred(languages: readonly string[]): Lang {
  const known = languages.find((each) => /^(zh|en)\b/i.test(each));
  return known && /^en/i.test(known) ? "en" : "zh";
}
