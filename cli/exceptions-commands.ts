import { type Command, Option } from 'commander';
import { EXCEPTION_CLASSES, STATEMENTS } from '../statemachines/kernel/exceptions.ts';
import { late } from './late.ts';

const json = ['--json', 'print JSON instead of text'] as const;
const reason = ['--reason <words>', 'for the ledger'] as const;
const entry = ['--entry <number>', 'that began it, as you have seen it; as it is now without', Number] as const;

/** Which exceptions a command is about. */
const narrowed = (command: Command) =>
  command
    .addOption(new Option('--class <class>', 'only these').choices(EXCEPTION_CLASSES))
    .option('--company <code>', 'only of this company')
    .option('--mine', 'only those that are assigned to me')
    .option('--overdue', 'only those whose time is over');

/** The commands of people with a role in a company about cases of it that left their way. */
export function exceptionCommands(program: Command): void {
  const exceptions = program.command('exceptions').description('the worklist: what left its way and waits for people');
  narrowed(exceptions.command('list'))
    .description('due first, then the larger amount')
    .option(...json)
    .action(late(async () => (await import('./commands/exceptions.ts')).listExceptions));
  narrowed(exceptions.command('export'))
    .description('the same, whole, for other programs')
    .addOption(new Option('--format <format>').choices(['csv', 'json']).default('csv'))
    .action(late(async () => (await import('./commands/exceptions.ts')).exportExceptions));
  exceptions
    .command('show')
    .description('what it waits for, and what people have said')
    .argument('<id>')
    .option(...json)
    .action(late(async () => (await import('./commands/exceptions.ts')).showException));
  exceptions
    .command('assign')
    .description('put it into the hands of somebody who may handle it')
    .argument('<id>')
    .argument('<person>', 'subject of the register')
    .option(...entry)
    .option(...json)
    .action(late(async () => (await import('./commands/exceptions.ts')).assignException));
  exceptions
    .command('resolve')
    .description('end it by a statement; it moves no money')
    .argument('<id>')
    .argument('<resolution>', STATEMENTS.join(', '))
    .option('--document <number>', 'in the ERP, with posted-by-hand')
    .requiredOption(...reason)
    .option(...entry)
    .option(...json)
    .action(late(async () => (await import('./commands/exceptions.ts')).resolveException));
  exceptions
    .command('take-back')
    .description('say that nobody has posted it by hand after all; another person than who said so')
    .argument('<id>')
    .requiredOption(...reason)
    .option(...json)
    .action(late(async () => (await import('./commands/exceptions.ts')).takeBackStatement));
}
