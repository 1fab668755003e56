import type { ReversalControl } from '../reversal-case.ts';
import { sayAs } from './say.ts';

const say = sayAs('compensation');

/** What a command may declare to be undone by, and this workflow can do. */
export const CARRIED_OUT = 'credit-invoice';

/** Its command says that it is undone by what this workflow does. */
export const compensation: ReversalControl = {
  id: 'compensation',
  owner: 'process-owner',
  find({ document: { reverses } }) {
    if (reverses.compensation === CARRIED_OUT) return [];
    const message = `${reverses.command} is undone by ${reverses.compensation}, which nothing here carries out.`;
    return [say.park({ code: 'COMPENSATION-UNKNOWN', message, expected: CARRIED_OUT, actual: reverses.compensation })];
  },
};
