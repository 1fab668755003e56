import { Command, CommanderError } from 'commander';
import { authorityCommands } from './authority-commands.ts';
import { deadLetterCommands } from './dead-letter-commands.ts';
import { dependencyCommands } from './dependency-commands.ts';
import { drillCommands } from './drill-commands.ts';
import { exceptionCommands } from './exceptions-commands.ts';
import { governCommands } from './govern-commands.ts';
import { late } from './late.ts';
import { orderCommands } from './order-commands.ts';
import { quarantineCommands } from './quarantine-commands.ts';
import { reviewCommands } from './review-commands.ts';
import { signatureCommands } from './signature-commands.ts';
import { Unreadable } from './unreadable.ts';

const program = new Command('countersign')
  .description('Governed workflows: check and submit documents, follow their cases, decide what waits for a person.')
  .exitOverride()
  .showHelpAfterError();
const json = ['--json', 'print JSON instead of text'] as const;

const check = program.command('check').description('read a document and run the controls that need no facts, offline');
check
  .command('invoice')
  .argument('<file...>')
  .option(...json)
  .action(late(async () => (await import('./commands/check-invoice.ts')).checkInvoices));
const submit = program.command('submit').description('upload a document and put its event on the bus');
submit
  .command('invoice')
  .argument('<file...>')
  .option('--wait', 'follow each case to where it stands')
  .option('--timeout <seconds>', 'how long to follow at most', Number, 120)
  .option(...json)
  .action(late(async () => (await import('./commands/submit-documents.ts')).submitInvoices));
submit
  .command('document')
  .argument('<file...>')
  .requiredOption('--type <type>', 'of the event that brings it, such as invoice.received.v1')
  .option('--subject <subject>', 'of the event: of what it is one')
  .option('--source <source>', 'in whose name; the bus lets you say only your own')
  .option('--wait', 'follow each case to where it stands')
  .option('--timeout <seconds>', 'how long to follow at most', Number, 120)
  .option(...json)
  .action(late(async () => (await import('./commands/submit-documents.ts')).submitDocuments));
submit
  .command('spooled')
  .description('put the events that the bus did not take before')
  .option(...json)
  .action(late(async () => (await import('./commands/submit-spooled.ts')).submitSpooledEvents));
program
  .command('cases')
  .description('list cases, newest first')
  .option('--status <status>', 'only these')
  .option(...json)
  .action(late(async () => (await import('./commands/cases.ts')).listCases));
program
  .command('case')
  .description('one case’s timeline from the ledger, with entry hashes')
  .argument('<id>')
  .option(...json)
  .action(late(async () => (await import('./commands/case.ts')).showCase));
program
  .command('reconcile')
  .description('list what ledger and ERP do not say alike, oldest first')
  .option('--company <company>', 'only of this ERP company')
  .option('--now', 'compare them once more before')
  .option(...json)
  .action(late(async () => (await import('./commands/reconcile.ts')).listBreaks));
authorityCommands(program);
reviewCommands(program);
governCommands(program);
dependencyCommands(program);
signatureCommands(program);
quarantineCommands(program);
exceptionCommands(program);
orderCommands(program);
program
  .command('replay')
  .description('show the outcome events of a case, or of a time, as the bus had them; put them there again with --send')
  .option('--case <id>', 'of this case')
  .option('--since <instant>', 'of entries from then on, UTC; reads the whole ledger')
  .option('--until <instant>', 'and before then; now, if you do not say')
  .option('--send', 'put them on the bus again, under the same ids')
  .option(...json)
  .action(late(async () => (await import('./commands/replay.ts')).replayEvents));
deadLetterCommands(program);
drillCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** 0 done, 2 unreadable input (the command line's own included), 1 failure. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(`countersign: ${error instanceof Error ? error.message : String(error)}\n`);
  return error instanceof Unreadable ? 2 : 1;
}
