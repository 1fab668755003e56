import { execFile } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { SetupError } from './progress.ts';

/** The programs that the local engine and the ERP need; absolute paths, each seen to run. */
export interface Prerequisites {
  /** Python 3.13 with venv and pip. */
  readonly python: string;
  /** The compiler of a JDK of 17 or newer. */
  readonly javac: string;
  /** The home of that JDK, for Maven; undefined where the compiler does not lie in one. */
  readonly javaHome: string | undefined;
  readonly maven: string;
}

/** Where to look. */
export interface Host {
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly jvmFolders: readonly string[];
  /** Further folders with programs, such as those of Homebrew. */
  readonly programFolders: readonly string[];
}

const thisHost: Host = {
  env: process.env,
  home: homedir(),
  jvmFolders: ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines'],
  programFolders: [
    '/opt/homebrew/bin',
    '/usr/local/bin',
    '/opt/homebrew/opt/openjdk/bin',
    '/usr/local/opt/openjdk/bin',
  ],
};

const remedies = {
  python:
    'Python 3.13 with venv and pip. Debian: apt install python3.13-venv. macOS: brew install python@3.13. Any: pyenv install 3.13, or uv python install 3.13',
  javac: 'a JDK of 17 or newer. Debian: apt install openjdk-17-jdk-headless. macOS: brew install openjdk@21',
  maven: 'Maven 3. Debian: apt install maven. macOS: brew install maven',
};

/** Finds all that is needed, also where version managers keep it. Fails with one SetupError that names all that is missing. */
export async function findPrerequisites(host: Host = thisHost): Promise<Prerequisites> {
  const [python, javac] = await Promise.all([
    firstThat(pythons(host), ['-c', 'import ensurepip, sys, venv; print(sys.version)'], /^3\.13\./),
    firstThat(compilers(host), ['--version'], /^javac (1[7-9]|[2-9]\d)\b/),
  ]);
  const javaHome = javac === undefined ? undefined : homeOf(javac);
  const env = javaHome === undefined ? host.env : { ...host.env, JAVA_HOME: javaHome };
  const maven = await firstThat(mavens(host), ['--version'], /Apache Maven [3-9]/, env);
  if (python !== undefined && javac !== undefined && maven !== undefined) return { python, javac, javaHome, maven };
  const missing = Object.entries({ python, javac, maven }).filter(([, found]) => found === undefined);
  throw new SetupError(
    `The local engine and ERP need programs that were not found: ${missing.map(([name]) => name).join(', ')}`,
    missing.map(([name]) => `\n    - install ${remedies[name as keyof typeof remedies]}`).join(''),
  );
}

function pythons({ env, home, ...host }: Host): string[] {
  const data = env['XDG_DATA_HOME'] ?? join(home, '.local', 'share');
  const installs = [
    ...versionsIn(join(env['PYENV_ROOT'] ?? join(home, '.pyenv'), 'versions'), /^3\.13/),
    ...versionsIn(env['UV_PYTHON_INSTALL_DIR'] ?? join(data, 'uv', 'python'), /^cpython-3\.13/),
    ...versionsIn(join(env['ASDF_DATA_DIR'] ?? join(home, '.asdf'), 'installs', 'python'), /^3\.13/),
    ...versionsIn(join(env['MISE_DATA_DIR'] ?? join(data, 'mise'), 'installs', 'python'), /^3\.13/),
  ];
  const folders = [...pathOf(env), ...installs.map((install) => join(install, 'bin')), ...host.programFolders];
  return [...programs(folders, 'python3.13'), ...programs(folders, 'python3')];
}

function compilers(host: Host): string[] {
  const homes = [
    ...(host.env['JAVA_HOME'] ? [host.env['JAVA_HOME']] : []),
    ...managed(host, 'java'),
    ...host.jvmFolders.flatMap((folder) => versionsIn(folder, /./)),
  ];
  const folders = homes.flatMap((home) => [join(home, 'bin'), join(home, 'Contents', 'Home', 'bin')]);
  return programs([...pathOf(host.env), ...folders, ...host.programFolders], 'javac');
}

function mavens(host: Host): string[] {
  const homes = [host.env['MAVEN_HOME'], host.env['M2_HOME']].filter((home) => home !== undefined);
  const folders = [...homes, ...managed(host, 'maven')].map((home) => join(home, 'bin'));
  return programs([...pathOf(host.env), ...folders, ...host.programFolders], 'mvn');
}

function managed({ env, home }: Host, tool: string): string[] {
  const data = env['XDG_DATA_HOME'] ?? join(home, '.local', 'share');
  return [
    join(env['SDKMAN_DIR'] ?? join(home, '.sdkman'), 'candidates', tool),
    join(env['ASDF_DATA_DIR'] ?? join(home, '.asdf'), 'installs', tool),
    join(env['MISE_DATA_DIR'] ?? join(data, 'mise'), 'installs', tool),
  ].flatMap((folder) => versionsIn(folder, /./));
}

function pathOf(env: NodeJS.ProcessEnv): string[] {
  return (env['PATH'] ?? '').split(delimiter).filter(Boolean);
}

function versionsIn(folder: string, name: RegExp): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((entry) => name.test(entry));
  return names
    .sort()
    .reverse()
    .map((entry) => join(folder, entry));
}

function programs(folders: readonly string[], name: string): string[] {
  return [...new Set(folders.map((folder) => join(folder, name)))].filter((program) => existsSync(program));
}

/** The first program whose answer is as expected; one that hangs or fails, such as a shim without a version, is passed over. */
async function firstThat(candidates: readonly string[], args: readonly string[], expected: RegExp, env = process.env) {
  for (const program of candidates) {
    if (expected.test(await answerOf(program, args, env))) return program;
  }
  return undefined;
}

function answerOf(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { env, timeout: 15_000 }, (error, stdout, stderr) => {
      resolve(error ? '' : stripVTControlCharacters(`${stdout}${stderr}`).trim());
    });
  });
}

function homeOf(javac: string): string | undefined {
  const home = dirname(dirname(realpathSync(javac)));
  return existsSync(join(home, 'release')) ? home : undefined;
}
