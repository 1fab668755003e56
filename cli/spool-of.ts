import { homedir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../statemachines/kernel/ids.ts';
import type { ControlPlane } from './control-plane.ts';
import { fileSpool, type Spool } from './spool.ts';

/** In the state folder of the XDG base directories, one for each deployment: what is meant for one bus never goes to another. */
export function spoolOf(plane: Pick<ControlPlane, 'name'>, env: NodeJS.ProcessEnv = process.env): Spool {
  const place = `${env['AWS_ENDPOINT_URL'] ?? 'aws'} ${plane.name('erp-reader-secret')} ${plane.name('bus-name')}`;
  const state = env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state');
  return fileSpool(join(state, 'countersign', 'spool', sha256(Buffer.from(place)).slice(0, 16)));
}
