import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { type Plugin, defineConfig } from "vite";

/** What is bundled may be passed on only together with its licences: they go into LICENSES.txt. */
function licences(): Plugin {
  return {
    name: "licences",
    generateBundle(_options, bundle) {
      const folders = Object.values(bundle)
        .flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []))
        .map((path) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0])
        .filter((folder) => folder !== undefined);
      const texts = [...new Set(folders)].sort().map((folder) => {
        const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
        const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
        return `${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, "utf8") : ""}`;
      });
      this.emitFile({ type: "asset", fileName: "LICENSES.txt", source: texts.join(`\n${"-".repeat(80)}\n\n`) });
    },
  };
}

export default defineConfig({
  plugins: [svelte(), licences()],
  base: "./", // the page may stand behind a prefix
  resolve: { alias: { $documents: fileURLToPath(new URL("generated/documents.ts", import.meta.url)) } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // nothing inline: the policy of the page allows files alone
    modulePreload: { polyfill: false },
    license: false,
  },
  server: { proxy: { "/graphql": process.env.GRAPHSVC ?? "http://127.0.0.1:8000" } },
});
