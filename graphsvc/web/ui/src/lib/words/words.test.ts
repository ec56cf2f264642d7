import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

/** Every text of a dictionary with where it stands; of a function its source, in which the text is. */
function* texts(words: unknown, path: string): Generator<[string, string]> {
  if (typeof words === "string" || typeof words === "function") yield [path, String(words)];
  else if (words && typeof words === "object") {
    for (const [name, inner] of Object.entries(words)) yield* texts(inner, `${path}.${name}`);
  }
}

async function dictionary(lang: "zh" | "en"): Promise<[string, string][]> {
  const files = readdirSync(new URL(lang, import.meta.url)).filter((name) => name.endsWith(".ts"));
  const modules = await Promise.all(files.map((name) => import(`./${lang}/${name}`)));
  return modules.flatMap((words, index) => [...texts({ ...words }, `${lang}/${files[index]}`)]);
}

test("English screens bear no Chinese", async () => {
  const found = await dictionary("en");
  assert.ok(found.length > 100);
  assert.deepEqual(found.filter(([, text]) => /[\u3000-\u9fff\uff00-\uffef]/.test(text)), []);
});

test("Chinese texts are Chinese: no sentence is left in English", async () => {
  const sentence = /[A-Za-z]{2,}[ ,][ A-Za-z,]*[A-Za-z]{2,} [a-z]{2,}/;
  const plain = (await dictionary("zh")).filter(([, text]) => !text.includes("=>"));
  assert.ok(plain.length > 100);
  assert.deepEqual(plain.filter(([, text]) => sentence.test(text)), []);
});

test("both languages say the same things", async () => {
  const [zh, en] = await Promise.all([dictionary("zh"), dictionary("en")]);
  const places = (found: [string, string][]) => new Set(found.map(([path]) => path.slice(3)).filter((path) => !/\.\d+$|counted$/.test(path)));
  assert.deepEqual(places(en), places(zh));
});
