// What the bench found, as a table, and whether it keeps the budgets.
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { root } from "../lib/shell.mjs";

/** Ratios and slopes only: absolute times say more of the machine than of the code. */
const BUDGETS = {
  engineMemory: { name: "engine memory a resource", limit: 80, unit: "KB" },
  goldenPath: { name: "golden path, of the wall time with the stock loaders", limit: 7 / 20 },
  fivePacks: { name: "processor time of the golden path with five packs, of the same with one of all their rules", limit: 7 / 5 },
  typescriptBoot: { name: "start of a TypeScript pack, of the same by the stock loader", limit: 1 / 5 },
  ourBoot: { name: "start of our slowest pack, of a TypeScript pack's by the stock loader", limit: 1 / 5 },
  typeChecking: { name: "memory to type-check the golden path, of that for the whole AWS SDK", limit: 1 / 2 },
};

export function budgets({ previews, boots, typeChecking }) {
  const [goldenPath, fivePacks] = previews;
  const typescript = boots.packs.find(({ name }) => name === "TypeScript");
  const slowest = Math.max(...boots.packs.filter((pack) => pack !== typescript).map(({ seconds }) => seconds));
  const values = {
    engineMemory: memoryPerResource(previews, "engine"),
    goldenPath: goldenPath.ours.wall / goldenPath.stock.wall,
    fivePacks: fivePacks.ours.cpu / goldenPath.ours.cpu,
    typescriptBoot: typescript.seconds / boots.stockTypescript,
    ourBoot: slowest / boots.stockTypescript,
    typeChecking: typeChecking && typeChecking.components.memory / typeChecking.wholeSdk.memory,
  };
  return Object.entries(BUDGETS)
    .filter(([key]) => values[key] !== undefined)
    .map(([key, budget]) => ({ key, ...budget, value: values[key], held: values[key] <= budget.limit }));
}

/** KB from the smallest synthetic stack to the largest one. */
function memoryPerResource(previews, kind) {
  const [, , ...synthetic] = previews;
  const [smallest, largest] = [synthetic[0].ours, synthetic.at(-1).ours];
  return ((largest[kind] - smallest[kind]) * 1024) / (largest.resources - smallest.resources);
}

export function machine() {
  const version = (name) => JSON.parse(readFileSync(path.join(root, "node_modules", name, "package.json"), "utf8")).version;
  const sdks = ["@pulumi/pulumi", "@pulumi/policy", "@pulumi/aws", "@pulumi/kubernetes"].map((name) => `${name} ${version(name)}`);
  const processors = os.cpus();
  return [
    `${processors.length} × ${processors[0].model.trim()}, ${Math.round(os.totalmem() / 1024 ** 3)} GB`,
    `Node ${process.versions.node}`,
    ...sdks,
  ];
}

export function report(figures, checked) {
  const { previews, boots, typeChecking, runs } = figures;
  const rows = previews.map(({ name, ours, stock }) => [
    name,
    ours.resources.toLocaleString("en-US"),
    seconds(ours.wall),
    seconds(ours.cpu),
    ...["program", "engine", "packs"].map((kind) => megabytes(ours[kind])),
    ...(stock === undefined ? ["–", "–", "–"] : [seconds(stock.wall), seconds(stock.cpu), (ours.wall / stock.wall).toFixed(2)]),
  ]);
  return [
    figures.machine.join(" · "),
    `Medians of ${runs}. Memory is each process's peak. "Stock" is the same preview with the preloads off and type-checking on.`,
    "",
    ...table([["", "resources", "wall", "CPU", "program", "engine", "packs", "stock wall", "stock CPU", "ratio"], ...rows]),
    "",
    `Engine memory a resource: ${memoryPerResource(previews, "engine").toFixed(0)} KB at the peak, ${memoryPerResource(previews, "live").toFixed(1)} KB kept.`,
    "",
    ...table([
      ["start of a pack", "ours", "stock", "ratio"],
      ...boots.packs.map(({ name, seconds: ours }) => [
        name,
        seconds(ours),
        name === "TypeScript" ? seconds(boots.stockTypescript) : "",
        (ours / boots.stockTypescript).toFixed(2),
      ]),
    ]),
    "",
    ...(typeChecking === undefined ? [] : [...typeCheckingTable(typeChecking), ""]),
    "Budgets",
    ...checked.map(({ name, value, limit, unit, held }) => `${held ? "✔" : "✖"} ${name}: ${amount(value, unit)} of ${amount(limit, unit)}`),
  ].join("\n");
}

function typeCheckingTable({ components, wholeSdk }) {
  return table([
    ["type-checking", "memory", "time"],
    ["the golden path, with our components", megabytes(components.memory), seconds(components.seconds)],
    ["one bucket, with the whole AWS SDK", megabytes(wholeSdk.memory), seconds(wholeSdk.seconds)],
  ]);
}

/** Columns as wide as they need to be; all but the first to the right. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join("   ")
      .trimEnd(),
  );
}

function amount(value, unit) {
  return unit === undefined ? value.toFixed(2) : `${value.toFixed(0)} ${unit}`;
}

function seconds(value) {
  return `${value.toFixed(value < 1 ? 2 : 1)} s`;
}

function megabytes(value) {
  return `${value.toFixed(0)} MB`;
}
