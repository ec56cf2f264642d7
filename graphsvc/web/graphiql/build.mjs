// Bundles GraphiQL into dist/: index.html, and a script, a style sheet and pictures whose names carry their hash. All of it
// is local and none of it inline, so that the page works under the policy `default-src 'self'` and asks nobody else.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { build } from "esbuild";

const OUT = "dist";

/** GraphiQL's style sheet brings fonts and pictures as data: addresses. Fonts go (the system has some), pictures become files. */
const unpackStyle = {
  name: "unpack-style",
  setup({ onLoad, onResolve }) {
    const pictures = [];
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      loader: "css",
      contents: (await readFile(path, "utf8"))
        .replaceAll(/@font-face\s*\{[^}]*url\(["']?data:[^}]*\}/g, "")
        .replaceAll(/url\(["']?data:image\/([a-z]+)[^,)]*;base64,([^"')]+)["']?\)/g, (_all, kind, base64) => {
          pictures.push(Buffer.from(base64, "base64"));
          return `url("picture:${pictures.length - 1}.${kind}")`;
        }),
    }));
    onResolve({ filter: /^picture:/ }, ({ path }) => ({ path: path.slice("picture:".length), namespace: "picture" }));
    onLoad({ filter: /.*/, namespace: "picture" }, ({ path }) => ({ contents: pictures[parseInt(path, 10)], loader: "file" }));
  },
};

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT);

const { metafile } = await build({
  entryPoints: { page: "src/main.jsx", icon: "src/icon.svg" },
  outdir: `${OUT}/assets`,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  metafile: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  logLevel: "warning",
  legalComments: "none", // LICENSES.txt holds them whole
  loader: { ".svg": "copy" },
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: [unpackStyle],
});

/** The address of the one file of a kind that was made from an entry. */
function made(kind) {
  return `./assets/${basename(Object.keys(metafile.outputs).find((path) => kind.test(path)))}`;
}

const html = (await readFile("index.html", "utf8"))
  .replace("%ICON%", made(/icon-.*\.svg$/))
  .replace("%STYLE%", made(/page-.*\.css$/))
  .replace("%SCRIPT%", made(/page-.*\.js$/));
await writeFile(`${OUT}/index.html`, html);

// What is bundled may be passed on only together with its licences.
const bundled = Object.keys(metafile.inputs).map((path) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
const licences = [];
for (const folder of [...new Set(bundled)].filter(Boolean).sort()) {
  const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  licences.push(`${name} ${version} (${license})\n\n${file ? await readFile(`${folder}/${file}`, "utf8") : ""}`);
}
await writeFile(`${OUT}/LICENSES.txt`, licences.join(`\n${"-".repeat(80)}\n\n`));
