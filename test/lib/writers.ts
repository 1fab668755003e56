import type { Writer } from '../../statemachines/kernel/ledger-entry.ts';

/** The functions that make MACs under each writer's key. */
export const SIGNS_AS: Readonly<Record<Writer, readonly string[]>> = {
  intake: ['intake'],
  gather: ['gather'],
  assess: ['assess'],
  decide: ['decide'],
  review: ['review', 'escalate'],
  countersign: ['reviews'],
  conclude: ['conclude'],
  gateway: ['gateway', 'settle'],
  sweep: ['sweep'],
  reopen: ['reopen'],
  govern: ['govern'],
  watch: ['watch', 'govern'],
  quarantine: ['quarantine'],
  exceptions: ['exceptions'],
  reconcile: ['reconcile'],
  order: ['aging', 'quarantine'],
};

/** The functions that rely on each writer's entries. */
export const VERIFIED_BY: Readonly<Record<Writer, readonly string[]>> = {
  intake: [
    ...['intake', 'quarantine', 'exceptions', 'reopen', 'reviews', 'gather', 'assess', 'decide', 'review', 'gateway'],
    ...['settle', 'sweep', 'escalate'],
  ],
  gather: ['exceptions', 'reopen', 'reviews', 'assess', 'decide', 'review', 'gateway', 'settle', 'sweep'],
  assess: ['reviews', 'decide', 'sweep'],
  decide: ['intake', 'exceptions', 'reopen', 'reviews', 'review', 'escalate', 'gateway', 'settle', 'sweep'],
  review: ['intake', 'reviews', 'escalate', 'gateway', 'settle', 'sweep'],
  countersign: [
    ...['intake', 'exceptions', 'reopen', 'reviews', 'gather', 'decide', 'escalate', 'gateway', 'settle', 'sweep'],
  ],
  conclude: ['intake', 'exceptions', 'reopen', 'sweep'],
  gateway: ['intake', 'exceptions', 'reopen', 'gateway', 'settle', 'sweep', 'reconcile'],
  sweep: ['exceptions', 'reopen', 'gather', 'sweep'],
  reopen: ['intake', 'exceptions', 'reopen', 'gather', 'reviews', 'escalate', 'gateway', 'settle'],
  govern: ['govern'],
  watch: [],
  quarantine: ['intake', 'quarantine', 'exceptions'],
  exceptions: ['intake', 'exceptions', 'quarantine', 'reopen', 'reviews', 'escalate', 'gateway', 'settle', 'reconcile'],
  reconcile: ['reconcile', 'exceptions'],
  order: ['quarantine', 'exceptions'],
};
