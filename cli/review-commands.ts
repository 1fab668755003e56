import { type Command, InvalidArgumentError, Option } from 'commander';
import { ASKED } from '../lambdas/review/asked.ts';
import { late } from './late.ts';

const json = ['--json', 'print JSON instead of text'] as const;
const digest = ['--digest <digest>', 'of the proposal that you have seen, as `review` shows it', sha256] as const;

/** The commands of people who decide. */
export function reviewCommands(program: Command): void {
  program
    .command('login')
    .description('log in with your identity provider; the commands below then speak as you')
    .option('--as <person>', 'a sample person; the local provider only')
    .option('--browser', 'by authorisation code, although the provider knows device codes')
    .option('--port <port>', 'of the redirect to this machine; any free one if not given', Number)
    .option('--url <url>', 'of the review API; with --issuer and --client no access to AWS is needed')
    .option('--issuer <url>', 'of your identity provider')
    .option('--client <id>', 'public client of this command there')
    .option('--scope <scope>', 'what to ask it for')
    .option(...json)
    .action(late(async () => (await import('./commands/login.ts')).login));
  program
    .command('reviews')
    .description('what I may decide: due first, then the larger amount')
    .option(...json)
    .action(late(async () => (await import('./commands/reviews.ts')).listReviews));
  const about = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .argument('<id>', 'of the case')
      .option(...json);
  about('review', 'one review: document, findings, why it is here, the exact commands and their digest')
    .option('--assessment', 'with what the AI said, where one has to ask for it')
    .action(late(async () => (await import('./commands/review.ts')).showReview));
  about('approve', 'countersign exactly what you have seen')
    .option(...digest)
    .option('--comment <words>', 'required where findings block')
    .action(late(async () => (await import('./commands/decide.ts')).decision('approve')));
  about('reject', 'reject it')
    .option(...digest)
    .requiredOption('--reason <words>', 'for the sender and the ledger')
    .action(late(async () => (await import('./commands/decide.ts')).decision('reject')));
  about('claim', 'take it in hand')
    .option(...digest)
    .action(late(async () => (await import('./commands/decide.ts')).remark('claim')));
  about('release', 'give it back')
    .option(...digest)
    .action(late(async () => (await import('./commands/decide.ts')).remark('release')));
  about('delegate', 'put it into the hands of somebody who may decide it')
    .option(...digest)
    .requiredOption('--to <subject>', 'who')
    .option('--comment <words>', 'for them')
    .action(late(async () => (await import('./commands/decide.ts')).remark('delegate')));
  about('call-back', 'record a call to the vendor about a bank account in doubt')
    .option(...digest)
    .requiredOption('--phone <id>', 'which number of the master, as `review` shows it')
    .requiredOption('--person-called <name>', 'who answered')
    .requiredOption('--result <result>', 'confirmed, denied or not-reached')
    .option('--comment <words>', 'required for denied')
    .action(late(async () => (await import('./commands/decide.ts')).remark('call-back')));
  about('propose-value', 'want another value where the facts allow it; the case is decided anew, by others')
    .option(...digest)
    .option('--set <name=value>', 'what, as often as needed; nothing takes back what was wanted before', setting, {})
    .requiredOption('--comment <words>', 'why')
    .action(async (id, { set: adjustments, ...said }) => {
      const { remark } = await import('./commands/decide.ts');
      await remark('propose-value')(id, { ...said, adjustments });
    });
  about('reopen', 'start the next attempt of a case that was parked, refused or interrupted; others then approve')
    .requiredOption('--reason <words>', 'what was mended, for the ledger')
    .option('--attempt <number>', 'whose end you have seen; refused if it is another by now', Number)
    .action(late(async () => (await import('./commands/reopen.ts')).reopenCase));
  about('reverse', 'ask that what a case has posted be reversed, as a case of its own that others countersign')
    .requiredOption('--reason <words>', 'why; it goes to the ERP, too')
    .action(late(async () => (await import('./commands/reverse.ts')).reverseEffect));
  about('ask', 'ask back: reviewers, while its time runs on, or the sender, for whose answer it waits')
    .option(...digest)
    .requiredOption('--comment <words>', 'what')
    .addOption(new Option('--to <whom>', 'whom; reviewers if not given').choices(ASKED))
    .action(late(async () => (await import('./commands/decide.ts')).remark('ask-back')));
}

function sha256(text: string): string {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new InvalidArgumentError('64 hexadecimal digits, whole.');
}

function setting(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [, name = '', value = ''] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (!name || name in before) throw new InvalidArgumentError('each name once, as name=value.');
  return { ...before, [name]: value };
}
