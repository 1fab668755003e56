import { type Command, InvalidArgumentError } from 'commander';
import { AUTONOMY_LEVELS } from '../statemachines/kernel/authority/autonomy.ts';
import { STOP_SCOPES } from '../statemachines/kernel/authority/stop.ts';
import { emergencyCommands } from './emergency-commands.ts';
import { late } from './late.ts';

const json = ['--json', 'print JSON instead of text'] as const;
const reason = ['--reason <words>', 'for the ledger'] as const;
const kinds = Object.keys(STOP_SCOPES).join(', ');

/** The commands of people with the role `governance`. */
export function governCommands(program: Command): void {
  const scoped = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .argument('<kind>', `of scope: ${kinds}`)
      .argument('[id]', 'which one; not for all', '*')
      .option(...json);
  scoped('stop', 'stop, and wait until nothing in scope is under way')
    .requiredOption(...reason)
    .option('--timeout <seconds>', 'how long to wait for that at most', Number, 120)
    .action(late(async () => (await import('./commands/stops.ts')).switchStop('stop')));
  scoped('resume', 'lift a stop; a second person confirms it')
    .requiredOption(...reason)
    .action(late(async () => (await import('./commands/stops.ts')).switchStop('lift')));
  scoped('break-glass', 'lift a stop for a while, in an emergency; a second person confirms it')
    .requiredOption(...reason)
    .requiredOption('--until <instant>', 'UTC, at most four hours from now')
    .action(late(async () => (await import('./commands/stops.ts')).switchStop('break-glass')));
  scoped('stops', 'how a stop stands, and what remains under way').action(
    late(async () => (await import('./commands/stops.ts')).showStop),
  );
  emergencyCommands(program);
  program
    .command('confirm')
    .description('confirm exactly the change that somebody else proposed')
    .argument('<key>', 'of the item: stop#all, autonomy#…, prompt#…, model#…')
    .argument('<digest>', 'as the proposal printed it')
    .option(...json)
    .action(late(async () => (await import('./commands/stops.ts')).confirmChange));
  program
    .command('levels')
    .description('set the level of autonomy of a workflow in a company; raising it takes a second person')
    .argument('<workflow>')
    .argument('<company>')
    .argument('<level>', AUTONOMY_LEVELS.join(', '), levelName)
    .option('--min-confidence <number>', 'the least at which the agent may commit, 0 to 1', Number, 0.8)
    .option('--cap <amount>', 'minor units and currency, such as 50000EUR; for `capped`')
    .requiredOption(...reason)
    .option(...json)
    .action(late(async () => (await import('./commands/rules.ts')).setLevel));
  const register = program.command('register').description('models and prompts in use; every change takes two people');
  register
    .command('promote')
    .description('put a prompt or a model into use, from a JSON file as docs/openapi.json describes it')
    .argument('<what>', 'prompt or model')
    .argument('<file>')
    .requiredOption(...reason)
    .option(...json)
    .action(late(async () => (await import('./commands/rules.ts')).registerChange('promote')));
  for (const verb of ['rollback', 'withdraw'] as const)
    register
      .command(verb)
      .description(verb === 'rollback' ? 'back to what counted before' : 'take out of use')
      .argument('<key>', 'prompt#<workflow> or model#<id>')
      .requiredOption(...reason)
      .option(...json)
      .action(late(async () => (await import('./commands/rules.ts')).registerChange(verb)));
}

function levelName(text: string): string {
  if ((AUTONOMY_LEVELS as readonly string[]).includes(text)) return text;
  throw new InvalidArgumentError(`one of ${AUTONOMY_LEVELS.join(', ')}`);
}
