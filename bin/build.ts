import { bundleFunctions } from './build/bundle.ts';

const started = performance.now();
const built = await bundleFunctions();
const kb = (bytes: number) => `${Math.ceil(bytes / 1024)} kB`;
for (const { name, codeBytes, dataBytes } of built) {
  process.stdout.write(
    `${name.padEnd(9)} ${kb(codeBytes).padStart(8)}${dataBytes > 0 ? ` + ${kb(dataBytes)} data` : ''}\n`,
  );
}
process.stdout.write(`${built.length} functions in ${Math.round(performance.now() - started)} ms\n`);
