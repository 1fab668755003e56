import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FUNCTION_NAMES, type FunctionName, specOf } from '../../lib/functions.ts';
import { registry } from '../../statemachines/registry.ts';
import { type Bundle, esbuildPass } from './esbuild-pass.ts';
import { writeChanged } from './write-changed.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface Built {
  readonly name: FunctionName;
  /** Of the module, bytes. */
  readonly codeBytes: number;
  /** Of everything beside it, bytes. */
  readonly dataBytes: number;
}

/**
 * Builds every function into `<out>/<name>/index.mjs`, with the files that it reads when it starts beside it.
 * The same sources give the same bytes.
 */
export async function bundleFunctions(out = join(ROOT, 'dist')): Promise<Built[]> {
  const bundles = await esbuildPass(ROOT, Object.fromEntries(FUNCTION_NAMES.map((name) => [name, specOf(name).entry])));
  const files = new Map<string, Uint8Array>();
  const built: Built[] = [];
  for (const name of FUNCTION_NAMES) {
    const made = bundles.get(name);
    if (!made) continue;
    const data = dataOf(name, made);
    files.set(`${name}/index.mjs`, made.code);
    for (const [file, content] of data) files.set(`${name}/${file}`, content);
    const dataBytes = [...data.values()].reduce((sum, content) => sum + content.byteLength, 0);
    built.push({ name, codeBytes: made.code.byteLength, dataBytes });
  }
  writeChanged(out, files);
  return built;
}

function dataOf(name: FunctionName, { inputs }: Bundle): Map<string, Uint8Array> {
  const data = new Map<string, Uint8Array>();
  for (const workflow of registry) {
    for (const part of specOf(name).reads ?? []) {
      const path = fileURLToPath(workflow[part]);
      data.set(`${basename(dirname(path))}/${basename(path)}`, readFileSync(path));
    }
  }
  if (inputs.some((input) => input.includes('@cedar-policy/cedar-wasm'))) data.set(WASM, readFileSync(wasmPath()));
  return data;
}

const WASM = 'cedar_wasm_bg.wasm';

/** The package does not export the path of its module; it lies beside its entry. */
function wasmPath(): string {
  const entry = createRequire(import.meta.url).resolve('@cedar-policy/cedar-wasm/nodejs');
  return join(dirname(entry), WASM);
}
