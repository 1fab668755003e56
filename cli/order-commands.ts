import type { Command } from 'commander';
import { late } from './late.ts';

const json = ['--json', 'print JSON instead of text'] as const;

/** The commands of people with the role `governance` or `operations` about events that wait for an earlier one. */
export function orderCommands(program: Command): void {
  const order = program.command('order').description('events that wait for an earlier one of their subject');
  order
    .command('list')
    .description('subjects of which events wait, the longest first')
    .option(...json)
    .action(late(async () => (await import('./commands/order.ts')).listOrder));
  order
    .command('show')
    .description('what was taken in last, what is missing, and what waits for it')
    .argument('<id>')
    .option(...json)
    .action(late(async () => (await import('./commands/order.ts')).showOrder));
  order
    .command('skip')
    .description('say that what is missing is not coming: what waits for it is taken in')
    .argument('<id>')
    .option('--missing <from-to>', 'as you have seen it; what is missing now without')
    .requiredOption('--reason <words>', 'for the ledger')
    .option(...json)
    .action(late(async () => (await import('./commands/order.ts')).skipMissing));
}
