import type { Command } from 'commander';
import { late } from './late.ts';

const json = ['--json', 'print JSON instead of text'] as const;
const reason = ['--reason <words>', 'for the ledger'] as const;
const digest = ['--digest <sha256>', 'of the event as you have seen it; as it is now without'] as const;

/** The commands of people with the role `governance` or `operations` about events that could not be read. */
export function quarantineCommands(program: Command): void {
  const quarantine = program.command('quarantine').description('events that could not be read');
  quarantine
    .command('list')
    .description('what waits for a decision, oldest first')
    .option(...json)
    .action(late(async () => (await import('./commands/quarantine.ts')).listQuarantine));
  quarantine
    .command('show')
    .description('the event as it came, why it is here, and what was done about it')
    .argument('<id>')
    .option(...json)
    .action(late(async () => (await import('./commands/quarantine.ts')).showQuarantined));
  quarantine
    .command('repair')
    .description('attach a corrected event; the one that came stays as evidence')
    .argument('<id>')
    .option('--document <file>', 'the document as it should have come')
    .option('--event <file>', 'the whole CloudEvent, as JSON, as it should have come')
    .option(...digest)
    .requiredOption(...reason)
    .option(...json)
    .action(late(async () => (await import('./commands/quarantine.ts')).repairQuarantined));
  for (const verb of ['readmit', 'discard'] as const)
    quarantine
      .command(verb)
      .description(verb === 'readmit' ? 'take it in, with the identity that it came with' : 'put it away')
      .argument('<id>')
      .option(...digest)
      .requiredOption(...reason)
      .option(...json)
      .action(late(async () => (await import('./commands/quarantine.ts')).decideQuarantined(verb)));
}
