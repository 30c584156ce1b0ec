// Builds the scripts of the explorer into the package: `npm run build` here, or `make front`.

import { build } from "esbuild";

const OUT = process.argv[2] ?? "../yanjiao_budget/explorer/built";
const SHARED = {
  bundle: true,
  minify: true,
  format: "iife",
  charset: "utf8",
  target: ["chrome114", "firefox115", "safari17"],
  legalComments: "none",
};

await build({
  ...SHARED,
  entryPoints: ["src/index.js"],
  globalName: "yanjiaoBudgetExplorer",
  outfile: `${OUT}/explorer.js`,
});
await build({
  ...SHARED,
  entryPoints: ["src/vega.js"],
  globalName: "yanjiaoBudgetVega",
  // As a module, a script keeps its names to itself.
  footer: { js: "globalThis.yanjiaoBudgetVega=yanjiaoBudgetVega;" },
  outfile: `${OUT}/vega.js`,
});
await build({
  entryPoints: ["src/explorer.css"],
  minify: true,
  charset: "utf8",
  outfile: `${OUT}/explorer.css`,
});
