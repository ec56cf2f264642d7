// Checks the questions in src/documents/*.graphql against the schema and writes them, with the types of their variables
// and answers, into generated/documents.ts. Questions may use each other's fragments.
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { codegen } from "@graphql-codegen/core";
import * as operations from "@graphql-codegen/typescript-operations";
import {
  Kind,
  NoUnusedFragmentsRule,
  Source,
  buildSchema,
  concatAST,
  parse,
  print,
  specifiedRules,
  validate,
  visit,
} from "graphql";

// The build copies the schema in; in the checkout it stands where it belongs.
const SCHEMA = ["borrowed/schema.graphql", "../../../schema/schema.graphql"].find(existsSync);
const OUT = "generated";

const schema = buildSchema(await readFile(SCHEMA, "utf8"));
const names = (await readdir("src/documents")).filter((name) => name.endsWith(".graphql")).sort();
const paths = names.map((name) => `src/documents/${name}`);
const whole = concatAST(await Promise.all(paths.map(async (path) => parse(new Source(await readFile(path, "utf8"), path)))));

// Fragments that no question uses as yet are no fault.
const faults = validate(schema, whole, specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule));
if (faults.length > 0) {
  console.error(faults.map((fault) => fault.toString()).join("\n\n"));
  process.exit(1);
}

const fragments = new Map(
  whole.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((each) => [each.name.value, each]),
);

/** A definition with all fragments that it uses, each once. */
function withFragments(definition, seen = new Set()) {
  visit(definition, {
    FragmentSpread({ name }) {
      if (seen.has(name.value)) return;
      seen.add(name.value);
      withFragments(fragments.get(name.value), seen);
    },
  });
  return seen;
}

const types = await codegen({
  filename: `${OUT}/documents.ts`,
  schema: parse(await readFile(SCHEMA, "utf8")),
  documents: [{ location: "src/documents", document: whole }],
  pluginMap: { operations },
  plugins: [{ operations: {} }],
  config: {
    enumType: "string-literal",
    scalars: { DateTime: "string", Duration: "string", ID: "string" },
    skipTypename: true,
    strictScalars: true,
  },
});

const questions = whole.definitions
  .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  .map((definition) => {
    const name = `${definition.name.value}Query`;
    const used = [...withFragments(definition)].map((fragment) => print(fragments.get(fragment)));
    const text = JSON.stringify([print(definition), ...used].join("\n").replaceAll(/\s+/g, " "));
    return `export const ${definition.name.value} = ${text} as Question<${name}, ${name}Variables>;`;
  });

await mkdir(OUT, { recursive: true });
const head = "// Written by documents.mjs.\nimport type { Question } from \"../src/lib/api.ts\";\n";
await writeFile(`${OUT}/documents.ts`, [head, types, ...questions, ""].join("\n"));
