import type { Command } from 'commander';
import { DEAD_LETTER_QUEUES } from './dead-letters/queues.ts';
import { late } from './late.ts';

const json = ['--json', 'print JSON instead of text'] as const;
const names = Object.keys(DEAD_LETTER_QUEUES).join(', ');

/** The commands of operators, by their AWS credentials, about messages that nothing takes on. */
export function deadLetterCommands(program: Command): void {
  const dlq = program.command('dlq').description('dead-letter queues; by AWS credentials');
  dlq
    .command('list')
    .description('what lies there, and why; it stays there for others')
    .argument('[queue]', names)
    .option('--limit <number>', 'how many of each queue at most', Number, 100)
    .option(...json)
    .action(late(async () => (await import('./commands/dead-letters.ts')).listDeadLetters));
  dlq
    .command('redrive')
    .description('put messages back to the queue that they came from')
    .argument('<queue>', names)
    .argument('[message...]', 'ids as `dlq list` prints them')
    .option('--all', 'everything that lies there now')
    .option(...json)
    .action(late(async () => (await import('./commands/dead-letters.ts')).redriveDeadLetters));
}
