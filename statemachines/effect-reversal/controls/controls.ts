import type { ReversalControl } from '../reversal-case.ts';
import { amounts } from './amounts.ts';
import { company } from './company.ts';
import { compensation } from './compensation.ts';
import { open } from './open.ts';
import { ours } from './ours.ts';
import { period } from './period.ts';
import { standing } from './standing.ts';

/** Every control of a reversal. All run; none skips another. */
export const reversalControls: readonly ReversalControl[] = [
  ...[compensation, company, ours, standing],
  ...[amounts, open, period],
];
