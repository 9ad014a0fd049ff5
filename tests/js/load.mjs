// Load a module of the widgets, with what it imports, as ES modules.
import { readFileSync } from "node:fs";

const folder = new URL("../../src/unrolled/widgets/js/", import.meta.url);

const address = (name) => {
  const source = readFileSync(new URL(name, folder), "utf8")
    .replace(/from "(\.\/[^"]+)"/g, (_, imported) => `from "${address(imported)}"`);
  return `data:text/javascript;base64,${Buffer.from(source).toString("base64")}`;
};

export const load = (name) => import(address(`./${name}`));
