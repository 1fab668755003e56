import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freePort, requireFreePort } from '../../../local/engine/port.ts';
import { SetupError } from '../../../local/progress.ts';

describe('a port that is needed', () => {
  it('and taken by something else is named, with what to do', async () => {
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    const refused = requireFreePort(port, 'The local engine');
    await expect(refused).rejects.toThrow(SetupError);
    await expect(refused).rejects.toThrow(
      new RegExp(`The local engine needs port ${port} on 127.0.0.1[\\s\\S]*lsof -nP -iTCP:${port}`),
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it('and free is left free', async () => {
    const port = await freePort();
    await requireFreePort(port, 'The local engine');
    await requireFreePort(port, 'The local engine');
  });
});
