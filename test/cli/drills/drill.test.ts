import { expect, it } from 'vitest';
import { type Drill, type Ground, runDrill } from '../../../cli/drills/drill.ts';
import { requireLocal } from '../../../cli/drills/only-local.ts';

function host() {
  const interruption = new AbortController();
  const said: string[] = [];
  let time = 0;
  const sleep = async (ms: number) => {
    time += ms;
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return {
    ...{ said, interruption, interrupted: interruption.signal, now: () => time, sleep },
    write: (text: string) => void said.push(text),
  };
}
const drill = (run: (ground: Ground) => Promise<void>, limitMs = 60_000): Drill => ({
  ...{ name: 'toy', says: 'a toy breaks', limitMs, run },
});
const never = () => new Promise<never>(() => {});

it.each([
  [{}, 'AWS_ENDPOINT_URL is not set'],
  [{ AWS_ENDPOINT_URL: 'https://dynamodb.eu-central-1.amazonaws.com' }, 'not this machine'],
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1.example.com:4566' }, 'not this machine'],
  [{ AWS_ENDPOINT_URL: 'no url' }, 'not this machine'],
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AWS_ENDPOINT_URL_KMS: 'https://kms.example' }, 'AWS_ENDPOINT_URL_KMS'],
])('refuses with the remedy where it is not local: %j', (env, words) => {
  expect(() => requireLocal(env)).toThrow(words);
  expect(() => requireLocal(env)).toThrow('npm start');
});

it('takes this machine, by any of its loopback names', () => {
  for (const host of ['127.0.0.1', 'localhost', '[::1]'])
    expect(() => requireLocal({ AWS_ENDPOINT_URL: `http://${host}:4566` })).not.toThrow();
});

it('puts back what it changed, the newest first, when it fails', async () => {
  const done: string[] = [];
  const at = host();
  const held = await runDrill(
    drill(async ({ change }) => {
      for (const what of ['a', 'b'])
        await change(
          what,
          async () => void done.push(what),
          async () => void done.push(`no ${what}`),
        );
      throw new Error('broken');
    }),
    at,
  );
  expect([held, done]).toEqual([false, ['a', 'b', 'no b', 'no a']]);
  expect(at.said.join('')).toContain('✗ broken');
});

it('puts back on Ctrl-C, after a change that is still being made, and changes nothing more', async () => {
  const done: string[] = [];
  const at = host();
  let finish = () => {};
  const held = runDrill(
    drill(async ({ change }) => {
      const slow = () =>
        new Promise<void>((resolve) => {
          finish = () => {
            done.push('made');
            resolve();
          };
        });
      await change('a', slow, async () => void done.push('put back'));
      await change(
        'b',
        async () => void done.push('too late'),
        async () => {},
      );
    }),
    at,
  );
  await new Promise((resolve) => setTimeout(resolve, 0));
  at.interruption.abort();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(done).toEqual([]);
  finish();
  expect([await held, done]).toEqual([false, ['made', 'put back']]);
  expect(at.said.join('')).toContain('✗ interrupted');
});

it('ends within its time, whatever hangs', async () => {
  const at = host();
  let back = false;
  const hanging = drill(async ({ change }) => {
    await change(
      'a',
      async () => {},
      async () => {
        back = true;
      },
    );
    await never();
  }, 30);
  expect([await runDrill(hanging, at), back]).toEqual([false, true]);
  expect(at.said.join('')).toContain('its time is over');
});

it('does not hold when something could not be put back, and says what', async () => {
  const at = host();
  const down = async () => {
    throw new Error('gone');
  };
  expect(
    await runDrill(
      drill(({ change }) => change('the ERP is cut off', async () => {}, down)),
      at,
    ),
  ).toBe(false);
  expect(at.said.join('')).toContain('NOT put back: the ERP is cut off: gone');
});

it('does not hold when one expectation of several does not', async () => {
  const some = drill(async ({ expect: that }) => {
    that('this', true);
    that('that', false);
    that('more', true);
  });
  expect(await runDrill(some, host())).toBe(false);
});

it('waits no longer than it says', async () => {
  const at = host();
  expect(
    await runDrill(
      drill(async ({ until }) => void (await until('a miracle', 1_000, async () => undefined))),
      at,
    ),
  ).toBe(false);
  expect(at.said.join('')).toContain('not within 1 s: a miracle');
});

it('holds when all held, and puts back once', async () => {
  let back = 0;
  const good = drill(async ({ change, putBack, until, expect: that }) => {
    await change(
      'a',
      async () => {},
      async () => {
        back += 1;
      },
    );
    await putBack('a');
    that('it is', (await until('it', 1_000, async () => 'so')) === 'so');
  });
  expect([await runDrill(good, host()), back]).toEqual([true, 1]);
});
