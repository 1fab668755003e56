import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** The command line as a script runs it: no terminal, no access to AWS, its state in a folder of the test's own. */
export function asScript(main: string, folder: string) {
  return async (...args: string[]) => {
    const env = { PATH: process.env['PATH'] ?? '', XDG_STATE_HOME: folder, AWS_REGION: 'eu-central-1' };
    const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { status, out, err };
  };
}
