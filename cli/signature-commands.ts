import type { Command } from 'commander';
import { late } from './late.ts';

const json = ['--json', 'print JSON instead of text'] as const;
const folder = ['--signatures <folder>', 'where signatures lie, one file each', 'signatures'] as const;
const data = ['--data <file...>', 'the whole set of authority data, as JSON files'] as const;
const signers = ['--signers <file>', 'whose signatures count'] as const;

/** The commands of those who own policy, contracts, tolerances, limits and materiality. */
export function signatureCommands(program: Command): void {
  program
    .command('sign')
    .description('sign a class of change for the function that you answer for')
    .argument('<class>', 'policy, contracts, tolerances, limits or materiality')
    .requiredOption('--key <file>', 'your Ed25519 private key (PKCS #8, PEM)')
    .requiredOption('--signer <subject>', 'who you are, as the list of signers names you')
    .requiredOption('--function <function>', 'which function you sign for')
    .option(...data)
    .option(...folder)
    .option(...json)
    .action(late(async () => (await import('./commands/sign.ts')).sign));
  program
    .command('signatures')
    .description('what is signed by whom, and what is missing')
    .requiredOption(...signers)
    .option(...folder)
    .option(...data)
    .option(...json)
    .action(late(async () => (await import('./commands/signatures.ts')).showSignatures));
}
