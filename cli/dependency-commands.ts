import { type Command, InvalidArgumentError } from 'commander';
import { late } from './late.ts';

const json = ['--json', 'print JSON instead of text'] as const;
const reason = ['--reason <words>', 'for the ledger'] as const;

/** Circuit breakers, and holds of companies' writes: for people with the role `governance`. */
export function dependencyCommands(program: Command): void {
  const breaker = program.command('breaker').description('what is called, and what is not because it fails');
  breaker
    .command('list')
    .description('every breaker, since when it is as it is, and what somebody says about it')
    .option(...json)
    .action(late(async () => (await import('./commands/dependencies.ts')).listBreakers));
  for (const [verb, description] of Object.entries({
    open: 'call it no more, until an end or until somebody says otherwise',
    close: 'call it in spite of failures, for four hours at most',
    auto: 'leave it to itself again',
  })) {
    const one = breaker
      .command(verb)
      .description(description)
      .argument('<dependency>', 'erp-read or model/<id>')
      .argument('<region>')
      .requiredOption(...reason)
      .option(...json);
    if (verb !== 'auto') one.option('--hours <number>', 'from now on; when closed 1 hour if you do not say', positive);
    one.action(late(async () => (await import('./commands/dependencies.ts')).override(verb)));
  }
  const hold = program.command('hold').description('hold the writes of a company: they wait, in their order');
  hold
    .command('list')
    .description('companies whose writes are held now')
    .option(...json)
    .action(late(async () => (await import('./commands/dependencies.ts')).listHolds));
  hold
    .command('set')
    .description('hold from now on; approvals stay possible')
    .argument('<company>')
    .option('--hours <number>', 'from now on, 60 at most', positive, 24)
    .requiredOption(...reason)
    .option(...json)
    .action(late(async () => (await import('./commands/dependencies.ts')).setHold));
  hold
    .command('lift')
    .description('let them go on; a second person confirms it')
    .argument('<company>')
    .requiredOption(...reason)
    .option(...json)
    .action(late(async () => (await import('./commands/dependencies.ts')).liftHold));
}

function positive(text: string): number {
  const hours = Number(text);
  if (hours > 0 && Number.isFinite(hours)) return hours;
  throw new InvalidArgumentError('a number of hours above 0');
}
