// Runs `node local/bootstrap.mjs ENTRY.ts [args]` on whatever Node the host has: brings the dependencies, then the
// project's own Node, and runs ENTRY.ts on it. Plain JavaScript without dependencies, since there are none yet.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestNode = 20;
const graceMs = 30_000;
const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };

/** The reason why the installed packages are not those of the lock file; undefined if they are. */
function staleReason(root) {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  if (!wanted)
    return fail(
      `${join(root, 'package-lock.json')} is missing or broken`,
      'Restore it: git checkout package-lock.json',
    );
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (!installed) return 'there are none yet';
  const differs = Object.entries(wanted).some(([path, { version, integrity, optional }]) => {
    if (path === '') return false;
    const found = installed[path];
    return found ? found.version !== version || found.integrity !== integrity : !optional;
  });
  const isExtra = Object.keys(installed).some((path) => !(path in wanted));
  return differs || isExtra ? 'package-lock.json has changed' : undefined;
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function fail(what, remedy) {
  throw Object.assign(new Error(`${what}\n  What to do: ${remedy}`), { isExpected: true });
}

/** Runs a command to its end, passes signals on to it, and returns its exit code (128 + n after signal n). */
function runToEnd(command, args, options) {
  return new Promise((resolveRun, rejectRun) => {
    const child = spawn(command, args, options);
    let timer;
    const passOn = (signal) => {
      child.kill(signal);
      timer ??= setTimeout(() => child.kill('SIGKILL'), graceMs);
    };
    const settle = (settleRun, value) => {
      clearTimeout(timer);
      for (const signal of Object.keys(signals)) process.off(signal, passOn);
      settleRun(value);
    };
    for (const signal of Object.keys(signals)) process.on(signal, passOn);
    child.on('error', (error) => settle(rejectRun, error));
    child.on('exit', (code, signal) => settle(resolveRun, code ?? 128 + (signals[signal] ?? 9)));
  });
}

async function installDependencies(root, reason) {
  process.stdout.write(`• Installing the dependencies with npm ci, since ${reason} (about 30 s)\n`);
  const began = performance.now();
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']];
  const code = await runToEnd(command, args, { cwd: root, stdio: 'inherit' });
  if (code > 128) process.exit(code);
  if (code !== 0)
    fail(
      `npm ci ended with exit code ${code}`,
      'Read what npm says above; often the network or a proxy setting is the reason. Then start again.',
    );
  process.stdout.write(`  done in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}

async function main([entry, ...args]) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
  if (!entry) fail('No entry was given', 'Call it as: node local/bootstrap.mjs ENTRY.ts [args]');
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    fail(
      `This is Node ${process.versions.node}`,
      `Install Node ${oldestNode} or newer (nodejs.org, nvm or fnm) and start again.`,
    );
  }
  const reason = staleReason(root);
  if (reason) await installDependencies(root, reason);
  const node = join(root, 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(node)) {
    fail(
      `${node} is missing though the dependencies are installed`,
      'Let the package `node` run its install script: npm rebuild node --ignore-scripts=false',
    );
  }
  const PATH = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  // The channel tells the child when this process is gone, even by SIGKILL.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  return runToEnd(node, [entry, ...args], { stdio, env: { ...process.env, PATH } });
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error.isExpected ? error.message : error.stack}\n`);
    process.exit(1);
  },
);
