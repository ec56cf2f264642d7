import assert from "node:assert/strict";
import { test } from "node:test";
import { shell as en } from "./words/en/shell.ts";
import { shell as zh } from "./words/zh/shell.ts";
import { clockOf, daysBetween, spanBetween, tellDuration, tellHours, tellLength, tellMoment, wallClock, weekday } from "./time.ts";

test("durations are told in both languages, with one and many", () => {
  assert.equal(tellDuration("PT30M", zh.duration), "30 分钟");
  assert.equal(tellDuration("P1DT2H", zh.duration), "1 天 2 小时");
  assert.equal(tellDuration("P1DT2H", en.duration), "1 day 2 hours");
  assert.equal(tellDuration("PT0S", en.duration), "at once");
  assert.equal(tellDuration("soon", en.duration), "soon");
});

test("a moment is shown by its own wall clock, a midnight as a date", () => {
  assert.equal(tellMoment("2026-11-21T00:00:00+08:00"), "2026-11-21");
  assert.equal(tellMoment("2026-11-21T03:05:00+08:00"), "2026-11-21 03:05");
  assert.deepEqual(clockOf("2026-11-21"), { date: "2026-11-21", time: "00:00" });
});

test("days are counted over months and clock changes", () => {
  assert.equal(daysBetween("2026-02-28", "2026-03-01"), 1);
  assert.equal(daysBetween("2026-03-28", "2026-03-30"), 2);
  assert.equal(weekday("2026-11-21"), 6);
});

test("an instant is shown by the clock of the data's time zone", () => {
  assert.equal(wallClock(new Date("2026-11-21T19:05:00Z"), "Asia/Shanghai"), "2026-11-22 03:05");
});

test("opening hours are put into words, and days without an end stay whole", () => {
  const days = { Mo: "Mon", Fr: "Fri", Sa: "Sat", PH: "holidays", off: "closed" };
  assert.equal(tellHours("24/7", days, "all day"), "all day");
  assert.equal(tellHours("Mo-Fr 08:30-12:00,14:00-17:30; PH off", days, ""), "Mon–Fri 08:30–12:00, 14:00–17:30; holidays closed");
});

test("the span between two moments is told in days, hours and minutes", () => {
  const span = spanBetween("2026-11-21T03:00:00+08:00", "2026-11-22T11:30:00+08:00");
  assert.equal(tellLength(span, en.duration), "1 day 8 hours 30 minutes");
});
