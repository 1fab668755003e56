import type { Command } from 'commander';
import { late } from './late.ts';

/** Exercises of what happens when something that we depend on fails, on the local stack. */
export function drillCommands(program: Command): void {
  program
    .command('drill')
    .description('break something on the local stack, show what happens, and put it back')
    .argument('<name>', 'erp-down, ai-down, bus-down or restore')
    .option('--model-url <url>', 'where the local model endpoint is', 'http://127.0.0.1:4900')
    .action(late(async () => (await import('./commands/drill.ts')).drill));
}
