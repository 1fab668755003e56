import { type Command, InvalidArgumentError } from 'commander';
import { late } from './late.ts';

const json = ['--json', 'print JSON instead of text'] as const;
const kind = ['<kind>', 'of scope, as for `stop`'] as const;
const id = ['[id]', 'which one; not for all', '*'] as const;

/** What was done while a stop was lifted in an emergency: for people with the role `governance`. */
export function emergencyCommands(program: Command): void {
  const emergency = program.command('emergency').description('emergencies that are over, and what was found in them');
  emergency
    .command('list')
    .description('of one switch, oldest first')
    .argument(...kind)
    .argument(...id)
    .option(...json)
    .action(late(async () => (await import('./commands/emergencies.ts')).listEmergencies));
  emergency
    .command('end')
    .description('record what you found; not whoever lifted the stop')
    .argument(...kind)
    .argument(...id)
    .requiredOption('--emergency <number>', 'which one, as `list` numbers them', whole)
    .requiredOption('--finding <finding>', 'in-order, or follow-up')
    .requiredOption('--reason <words>', 'for the ledger: what you looked at, and what is to be done')
    .option(...json)
    .action(late(async () => (await import('./commands/emergencies.ts')).endEmergency));
}

function whole(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a whole number');
}
