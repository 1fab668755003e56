import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { endStaleChildren } from '../child-records.ts';
import { SetupError } from '../progress.ts';

/** Fails with a SetupError that names the port if something listens there on loopback, other than what a killed start of ours left. */
export async function requireFreePort(port: number, wanted: string): Promise<void> {
  if (await isFree(port)) return;
  for (let left = endStaleChildren().length > 0 ? 30 : 0; left > 0; left -= 1) {
    if (await isFree(port)) return;
    await sleep(100);
  }
  throw new SetupError(
    `${wanted} needs port ${port} on 127.0.0.1, and something else listens there`,
    `End it (\`lsof -nP -iTCP:${port} -sTCP:LISTEN\` names it), or choose another port.`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** A port on loopback that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
