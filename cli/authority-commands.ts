import type { Command } from 'commander';
import { late } from './late.ts';

/** Commands of those who keep the delegation of authority. */
export function authorityCommands(program: Command): void {
  const authority = program
    .command('authority')
    .description('who may decide what: limits, people, delegations, autonomy')
    .option('--format <format>', 'csv, html, or json for the data themselves', 'csv')
    .option('--out <file>', 'write it there instead of printing it')
    .option('--file <file...>', 'read the data from JSON files instead of the authority table')
    .option('--at <date>', 'as it counts at that moment instead of now')
    .action(late(async () => (await import('./commands/authority.ts')).showAuthority));
  authority
    .command('check')
    .description('prove policies and authority data together, offline')
    .argument('<file...>', 'JSON files, together one set')
    .option('--rates <rates>', 'units that are worth the same, such as EUR=1,GBP=0.86')
    .option('--json', 'print JSON instead of text')
    .action(late(async () => (await import('./commands/check-authority.ts')).checkAuthority));
  authority
    .command('load')
    .description('prove a signed set of authority data, and load it into the authority table')
    .argument('<file...>', 'JSON files, together the whole set')
    .requiredOption('--signers <file>', 'whose signatures count')
    .option('--signatures <folder>', 'where signatures lie, one file each', 'signatures')
    .option('--rates <rates>', 'units that are worth the same, such as EUR=1,GBP=0.86')
    .option('--json', 'print JSON instead of text')
    .action(late(async () => (await import('./commands/load-authority.ts')).loadAuthorityFiles));
}
