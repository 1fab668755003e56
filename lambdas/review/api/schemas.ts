import { z } from 'zod';
import { consent } from '../../../statemachines/kernel/authority/consents.ts';
import { finding } from '../../../statemachines/kernel/finding.ts';
import { caseId, sha256Hex } from '../../../statemachines/kernel/ids.ts';
import { money } from '../../../statemachines/kernel/money.ts';
import { command } from '../../../statemachines/kernel/proposal.ts';
import { ASKED } from '../asked.ts';
import { CALL_BACK_RESULTS } from '../call-back.ts';

const words = z.string().min(1).max(2_000);
const subject = z.string().min(1).max(200);
const digest = sha256Hex.describe('Of the proposal that the person has seen; any other is refused.');

/** Bodies are strict: an unknown member, such as `approved` or a name, is refused and never guessed at (T1, T6). */
export const bodies = {
  claim: z.strictObject({ digest }),
  release: z.strictObject({ digest }),
  delegate: z.strictObject({
    digest,
    to: subject.describe('Subject of somebody who may decide it.'),
    comment: words.optional(),
  }),
  askBack: z.strictObject({
    digest,
    comment: words,
    to: z
      .enum(ASKED)
      .optional()
      .describe('Whom; reviewers if not given. The sender has some time to answer, for which the review waits.'),
  }),
  approve: z.strictObject({ digest, comment: words.optional().describe('Required where findings block.') }),
  reject: z.strictObject({ digest, reason: words }),
  proposeValue: z.strictObject({
    digest,
    adjustments: z
      .record(z.string().min(1).max(50), z.string().min(1).max(200))
      .describe('By name, as `adjustable` of the review says; empty takes back what was wanted before.'),
    comment: words,
  }),
  callBack: z.strictObject({
    digest,
    phone: z.string().min(1).max(100).describe('Id of a number of the master, as the review shows it.'),
    personCalled: words.describe('Who answered.'),
    result: z.enum(CALL_BACK_RESULTS),
    comment: words.optional().describe('Required where the vendor denies the account.'),
  }),
} as const;

const action = z
  .enum(['commit', 'second', 'consent'])
  .describe('With the authority for the whole, as the other one of two, or with the consent of a role.');
const instant = z.string().describe('UTC, ISO 8601');
const holder = z.strictObject({ subject, until: instant });
const approval = z.strictObject({
  subject,
  role: z.string(),
  action,
  onBehalfOf: z.string().optional().describe('Subject of the person they stand in for.'),
  at: instant,
  comment: z.string().optional(),
});

/** How a review stands. */
export const standing = z.strictObject({
  caseId,
  state: z.enum(['open', 'approved', 'rejected', 'changed', 'expired', 'closed', 'superseded', 'withdrawn']),
  digest: sha256Hex,
  role: z.string().describe('The least role that may decide alone.'),
  asked: z.string().describe('The role that is asked at present.'),
  needed: z.int().describe('How many people must countersign.'),
  due: instant,
  approvals: z.array(approval),
  consents: z
    .array(consent.extend({ given: z.int(), open: z.boolean().describe('Whether it is their turn now.') }))
    .optional()
    .describe('Whose consent it takes first, step by step; absent where nobody’s. All are different people.'),
  holder: holder.optional(),
  question: z
    .strictObject({ id: z.string(), until: instant })
    .optional()
    .describe('Asked of the sender and not answered yet: until then the review waits, and can be decided.'),
});
export type Standing = z.infer<typeof standing>;

/** What a write answers: the entry that it left, and the review as it stood with it. */
export const written = z.strictObject({
  entry: z.strictObject({ seq: z.int(), stage: z.string(), at: instant, hash: sha256Hex }),
  review: standing,
});
export type Written = z.infer<typeof written>;

/** One line of the list. */
export const listed = z.strictObject({
  caseId,
  workflow: z.string(),
  subject: z.string(),
  company: z.string(),
  exposure: money.optional(),
  ...{ digest: sha256Hex, due: instant, role: z.string(), asked: z.string() },
  ...{ needed: z.int(), approvals: z.int() },
  action,
  holder: holder.optional(),
});
export type Listed = z.infer<typeof listed>;

export const page = z.strictObject({
  reviews: z.array(listed),
  next: z.string().optional().describe('Give it as `after` for what follows; the page may be short before the end.'),
});
export type Page = z.infer<typeof page>;

const said = z.strictObject({
  stage: z.string(),
  by: subject,
  at: instant,
  comment: z.string().optional(),
  to: subject.optional(),
  question: z.string().optional().describe('Id of a question to the sender, or of the one that is answered.'),
  references: z.array(z.string()).optional(),
  repairedBy: z.array(subject).optional().describe('Who put the answer right in quarantine: the words may be theirs.'),
});

/** Whatever the workflow's own schema says, as JSON. */
const anything = z.unknown();

export const shown = z.strictObject({
  ...{ workflow: z.string(), subject: z.string(), company: z.string(), exposure: money },
  review: standing,
  document: anything.describe('The document as it was read.'),
  facts: anything.describe('What the systems of record said.'),
  findings: z.array(finding),
  assessment: z
    .strictObject({
      shown: z.boolean(),
      why: z.string().optional().describe('Why it is not shown, or why there is none.'),
      assessment: anything.optional(),
      origin: anything.optional(),
    })
    .describe('What the AI said; hidden at autonomy `shadow`, shown on request at `suggest`.'),
  why: z
    .array(
      z.strictObject({ role: z.string(), action: z.string(), permitted: z.boolean(), because: z.array(z.string()) }),
    )
    .describe('Why it is here: what policy said of each role, the least first.'),
  proposal: z.strictObject({
    digest: sha256Hex,
    commands: z.array(command.extend({ payload: z.record(z.string(), anything) })),
    claims: z.array(z.string()),
  }),
  evidence: z.strictObject({ document: sha256Hex, facts: sha256Hex, findings: sha256Hex, decision: sha256Hex }),
  conversation: z.array(said),
  adjustable: z
    .looseObject({ properties: z.record(z.string(), anything) })
    .nullable()
    .describe('JSON Schema of what somebody may want otherwise; `null` if nothing can be.'),
  demands: z.array(z.string()).describe('What an approval needs besides authority: kinds of problems it would meet.'),
  may: z.strictObject({
    decide: z.boolean(),
    action: action.optional(),
    role: z.string().optional(),
    reasons: z.array(z.string()),
  }),
  next: z.strictObject({
    onApproval: z.enum(['it is carried out', 'another person must countersign']),
    atDue: z.string().nullable().describe('The role that is asked then; `null` if it ends.'),
  }),
});
export type Shown = z.infer<typeof shown>;
