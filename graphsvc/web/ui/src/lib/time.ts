// Moments and durations as the API writes them. Moments bear the offset of the data's time zone: their wall clock is shown
// as it stands, wherever the reader's machine may be.

/** The parts of a length of time. */
export interface Length {
  readonly weeks: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Read an ISO 8601 duration of weeks to seconds; null for anything else. */
export function readDuration(text: string): Length | null {
  const found = DURATION.exec(text);
  if (!found) return null;
  const [weeks, days, hours, minutes, seconds] = found.slice(1).map((digits) => Number(digits ?? 0));
  return { weeks: weeks ?? 0, days: days ?? 0, hours: hours ?? 0, minutes: minutes ?? 0, seconds: seconds ?? 0 };
}

export interface DurationWords {
  weeks(count: number): string;
  days(count: number): string;
  hours(count: number): string;
  minutes(count: number): string;
  seconds(count: number): string;
  readonly none: string;
  readonly glue: string;
}

/** A duration in words; what is no duration is shown as it is. */
export function tellDuration(text: string, words: DurationWords): string {
  const length = readDuration(text);
  return length ? tellLength(length, words) : text;
}

/** A length of time in words. */
export function tellLength(length: Length, words: DurationWords): string {
  const parts = (["weeks", "days", "hours", "minutes", "seconds"] as const)
    .filter((unit) => length[unit] > 0)
    .map((unit) => words[unit](length[unit]));
  return parts.join(words.glue) || words.none;
}

/** The wall clock of a moment: the date and the time (without seconds). */
export interface Clock {
  readonly date: string;
  readonly time: string;
}

/** Split a moment at its wall clock; a bare date is at 00:00. */
export function clockOf(moment: string): Clock {
  return { date: moment.slice(0, 10), time: moment.length > 10 ? moment.slice(11, 16) : "00:00" };
}

/** A moment as shown: the date, and the time unless it is 00:00. */
export function tellMoment(moment: string): string {
  const { date, time } = clockOf(moment);
  return time === "00:00" ? date : `${date} ${time}`;
}

/** The day of the week of a date, 0 for Sunday. */
export function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** How many days the second date is after the first. */
export function daysBetween(first: string, second: string): number {
  return Math.round((Date.parse(`${second}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000);
}

/** The length between two moments, in days, hours and minutes. */
export function spanBetween(from: string, to: string): Length {
  const minutes = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
  return { weeks: 0, days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60, seconds: 0 };
}

/** Opening hours in the notation of OpenStreetMap, its abbreviations put into words. */
export function tellHours(hours: string, weekdays: Readonly<Record<string, string>>, allDay: string): string {
  if (hours === "24/7") return allDay;
  return hours.replaceAll(/\b(Mo|Tu|We|Th|Fr|Sa|Su|PH|off)\b/g, (short) => weekdays[short] ?? short).replaceAll(/([,;])\s*/g, "$1 ").replaceAll("-", "–");
}

/** The wall clock of an instant in a time zone, as `2026-11-21 03:00`. */
export function wallClock(instant: Date, zone: string | undefined): string {
  const style = { dateStyle: "short", timeStyle: "short", ...(zone ? { timeZone: zone } : {}) } as const;
  return new Intl.DateTimeFormat("sv-SE", style).format(instant);
}
