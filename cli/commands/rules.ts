import { readFileSync } from 'node:fs';
import { governClient } from '../govern-client.ts';
import { readSession } from '../session.ts';
import { Unreadable } from '../unreadable.ts';

interface LevelOptions {
  readonly minConfidence: number;
  readonly cap?: string;
  readonly reason: string;
  readonly json?: true;
}

/** `levels WORKFLOW COMPANY LEVEL`: lowering counts at once, raising once a second person confirms. */
export async function setLevel(workflow: string, company: string, level: string, options: LevelOptions): Promise<void> {
  const { minConfidence, cap, reason, json } = options;
  const client = governClient(readSession());
  const body = { workflow, company, level, minConfidence, reason, ...(cap && { cap: amountOf(cap) }) };
  client.tell(await client.change('governance/levels', body), json);
}

function amountOf(text: string) {
  const [, minor, currency] = /^(\d{1,15})([A-Z]{3})$/.exec(text) ?? [];
  if (!minor || !currency) throw new Unreadable(`${text} is no amount: minor units and currency, such as 50000EUR`);
  return { minor: Number(minor), currency };
}

interface RegisterOptions {
  readonly reason: string;
  readonly json?: true;
}

/** `register promote WHAT FILE`, `register rollback KEY`, `register withdraw KEY`. */
export function registerChange(verb: 'promote' | 'rollback' | 'withdraw') {
  return async (...given: unknown[]): Promise<void> => {
    const client = governClient(readSession());
    const [first, second] = given as [string, string | RegisterOptions];
    const { reason, json } = (verb === 'promote' ? given[2] : second) as RegisterOptions;
    if (verb !== 'promote') {
      const path = verb === 'rollback' ? 'governance/rollbacks' : 'governance/withdrawals';
      return client.tell(await client.change(path, { key: first, reason }), json);
    }
    if (first !== 'prompt' && first !== 'model') throw new Unreadable(`${first} is neither prompt nor model`);
    client.tell(await client.change(`governance/${first}s`, { ...read(String(second)), reason }), json);
  };
}

function read(file: string): object {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as object;
  } catch (error) {
    throw new Unreadable(`${file} can't be read as JSON: ${(error as Error).message}`);
  }
}
