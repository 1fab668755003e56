import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPrerequisites, type Host } from '../../local/prerequisites.ts';
import { SetupError } from '../../local/progress.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-host-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A machine with nothing but what the test puts there; `/bin` is for the shell of the fake programs. */
function host(env: Record<string, string> = {}): Host {
  return {
    env: { PATH: `${join(folder, 'bin')}:/nowhere`, ...env },
    home: join(folder, 'home'),
    jvmFolders: [join(folder, 'jvm')],
    programFolders: [],
  };
}

function program(path: string, does: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${does}\n`);
  chmodSync(file, 0o755);
  return file;
}

const python = (path: string) => program(path, 'echo "3.13.1 (main) [GCC]"');
const javac = (path: string, version = '21.0.2') => program(path, `echo "javac ${version}"`);
const maven = (path: string) => program(path, 'printf "\\033[1mApache Maven 3.9.6\\033[m\\n"; echo "$JAVA_HOME"');
const failing = (path: string) => program(path, 'echo "pyenv: version not installed" >&2; exit 127');

describe('on a machine that lacks something', () => {
  it('all that is missing is named at once, each with what to install', async () => {
    const error = await findPrerequisites(host()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SetupError);
    const { what, remedy } = error as SetupError;
    expect(what).toContain('python, javac, maven');
    for (const words of ['apt install python3.13-venv', 'brew install openjdk@21', 'apt install maven']) {
      expect(remedy).toContain(words);
    }
  });

  it('what is there is not named', async () => {
    python('bin/python3.13');
    maven('bin/mvn');
    await expect(findPrerequisites(host())).rejects.toThrow(/not found: javac\n/);
  });

  it.each([
    ['Python 3.12', () => program('bin/python3', 'echo 3.12.4'), 'python'],
    ['a Python without venv', () => program('bin/python3.13', 'echo no module >&2; exit 1'), 'python'],
    ['a shim that fails', () => failing('bin/python3.13'), 'python'],
    ['a JDK 11', () => javac('bin/javac', '11.0.2'), 'javac'],
    ['something else called mvn', () => program('bin/mvn', 'echo hello'), 'maven'],
  ])('%s does not do', async (_, make, name) => {
    make();
    await expect(findPrerequisites(host())).rejects.toThrow(new RegExp(`not found: .*${name}`));
  });
});

describe('on a machine that has all', () => {
  const all = () => [python('bin/python3.13'), javac('bin/javac'), maven('bin/mvn')];

  it('the programs on PATH are taken', async () => {
    const [onPath, compiler, mvn] = all();
    expect(await findPrerequisites(host())).toEqual({
      python: onPath,
      javac: compiler,
      javaHome: undefined,
      maven: mvn,
    });
  });

  it.each([
    ['pyenv', '.pyenv/versions/3.13.2/bin/python3.13'],
    ['uv', '.local/share/uv/python/cpython-3.13.5-linux/bin/python3.13'],
    ['asdf', '.asdf/installs/python/3.13.0/bin/python3.13'],
    ['mise', '.local/share/mise/installs/python/3.13.7/bin/python3.13'],
  ])('a Python of %s is found behind a shim that fails', async (_, path) => {
    all();
    failing('bin/python3.13');
    const managed = python(join('home', path));
    expect((await findPrerequisites(host())).python).toBe(managed);
  });

  it('a JDK in the folder of JVMs is found behind an old one on PATH, and given to Maven', async () => {
    all();
    javac('bin/javac', '11.0.1');
    const compiler = javac('jvm/temurin-21/bin/javac');
    writeFileSync(join(folder, 'jvm/temurin-21/release'), '');
    const javaHome = join(folder, 'jvm/temurin-21');
    expect(await findPrerequisites(host())).toMatchObject({ javac: compiler, javaHome });
  });

  it('Maven of SDKMAN is found', async () => {
    all();
    rmSync(join(folder, 'bin/mvn'));
    const mvn = maven('home/.sdkman/candidates/maven/3.9.6/bin/mvn');
    expect((await findPrerequisites(host())).maven).toBe(mvn);
  });
});
