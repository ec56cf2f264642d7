import type { shell as zh } from "../zh/shell.ts";

/** One or several: English nouns change. */
export const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

export const shell: typeof zh = {
  brand: "Who Handles",
  skip: "Skip to the content",
  navigation: "Main",
  screens: { find: "Find", explore: "Explore", coverage: "Coverage", roster: "Roster" },
  titles: { find: "Find", explore: "Explore", coverage: "Coverage", roster: "Roster" },
  ask: { label: "Ask in a sentence", placeholder: "Ask: who handles …?", act: "Find", clear: "Clear" },
  moment: {
    now: "Now",
    asOf: "As of",
    title: "As of which moment",
    hint: "Every screen is shown as of this moment.",
    field: "Moment",
    zone: (zone: string) => ` Time zone: ${zone}.`,
    apply: "Show this moment",
    reset: "Back to now",
  },
  largeText: "Large text",
  language: "Language",
  menu: "Moment, text size, language",
  close: "Close",
  copy: "Copy",
  copied: "Copied",
  share: "Share",
  shared: "The link is copied; whoever opens it sees the same.",
  copyFailed: "The browser does not allow copying; please select the text by hand.",
  loading: "Looking it up …",
  retry: "Try again",
  more: "Show more",
  results: (count: number) => (count === 0 ? "No results" : `${counted(count, "result", "results")}; arrow keys choose`),
  households: (count: number) => counted(count, "home", "homes"),
  people: (count: number) => counted(count, "person", "people"),
  list: (parts: readonly string[]) => parts.join(", "),
  dot: " · ",
  comma: ", ",
  aside: (text: string) => ` (${text})`,
  duration: {
    weeks: (count: number) => counted(count, "week", "weeks"),
    days: (count: number) => counted(count, "day", "days"),
    hours: (count: number) => counted(count, "hour", "hours"),
    minutes: (count: number) => counted(count, "minute", "minutes"),
    seconds: (count: number) => counted(count, "second", "seconds"),
    none: "at once",
    glue: " ",
  },
  span: {
    weeks: (count: number) => `${count}\u00a0wk`,
    days: (count: number) => `${count}\u00a0d`,
    hours: (count: number) => `${count}\u00a0h`,
    minutes: (count: number) => `${count}\u00a0min`,
    seconds: (count: number) => `${count}\u00a0s`,
    none: "at once",
    glue: "\u00a0",
  },
  weekdays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  day: (month: number, day: number) =>
    `${day} ${["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]}`,
  trouble: {
    LOST: {
      title: "The service cannot be reached",
      text: "The network is down, or the service is not running. Check the connection and try again; what you typed is kept.",
    },
    FORBIDDEN: {
      title: "You may not see this",
      text: "This needs a right that you do not have. Ask an administrator, or go back to Find.",
    },
    NOT_FOUND: { title: "Not found", text: "What this link leads to does not exist, or did not at this moment." },
    BAD_USER_INPUT: {
      title: "Something in this link is not understood",
      text: "Check the moment and the other conditions, or go back to now and ask again.",
    },
    LIMIT_EXCEEDED: { title: "Too much at once", text: "Please narrow it down and try again." },
    STORE_UNAVAILABLE: {
      title: "The data cannot be read just now",
      text: "The service is running, but its data does not answer. Please try again in a moment.",
    },
    INTERNAL: {
      title: "The service made a mistake",
      text: "This is not your fault. Please try again; if it goes on, tell an administrator.",
    },
  },
  told: "The service says: ",
  empty: { title: "There is no data here yet", text: "Once a bundle is imported (graphsvc import), there are places, units and duties to look up." },
  missing: { title: "There is no page here", text: "The address may be mistyped.", home: "Back to Find" },
};
