/** What the proof demands, as people read it; a failing cell is told with one of these. */
export const RULES = {
  'items-are-sound': 'every item reads as what its key says, once, in terms that do not overlap',
  'data-is-complete': 'every role of a workflow, each company’s materiality and the stop switches are on file',
  'ranks-are-unique': 'each role has a rank of its own, and 0 is the agent’s',
  'limits-rise-with-rank': 'a higher role holds every limit that a lower one holds, and no smaller one',
  'currencies-have-rates': 'every currency of a limit or a threshold can be measured in',
  'thresholds-have-effect': 'four eyes begin where somebody may still commit',
  'names-are-one-person’s': 'no two people share a name, here or in a system of record',
  'appointments-are-sound': 'people are appointed to roles and companies that exist, never to the agent’s role',
  'governance-is-apart': 'who governs or deploys holds no other role, and two people can govern',
  'delegations-are-sound': 'from one person to another, both on the register, with an end, never on to a third',
  'circumstances-are-known': 'everything that policy looks at can be tried out',
  'agent-stays-in-bounds': 'the agent commits nothing that limit, materiality, four eyes, level, stop or findings bar',
  'agent-has-its-authority': 'the agent is permitted what nothing bars',
  'limit-is-included': 'a role may commit, or second, up to its limit and with it',
  'limit-is-the-end': 'no role may commit, or second, beyond its limit',
  'less-stays-permitted': 'who may commit an amount may commit a smaller one',
  'escalation-goes-up': 'a higher role may what a lower one may',
  'parts-count-as-whole': 'several small cases take the same authority as one large one',
  'least-role-is-asked': 'the least role with the authority is asked, and nobody beyond the highest limit',
  'four-eyes-from-threshold': 'two people are asked from the threshold on',
  'consents-are-by-role': 'a role that consents may do so whatever amount and assessment, and no other role may',
  'somebody-can-decide': 'whoever has a hand in it, enough others can countersign',
  'nobody-approves-their-own': 'a person with a hand in it is not permitted, nor anybody in their place',
} as const;
export type Rule = keyof typeof RULES;

/** One thing that the proof found wrong: a counter-example in words, with names and amounts. */
export interface Failure {
  /** Slug, or `*` for what concerns all. */
  readonly workflow: string;
  /** Where: company, category, currency and amount, or the key of an item. */
  readonly cell: string;
  readonly rule: Rule;
  readonly counterexample: string;
}

/** What a rule says without knowing where it stands. */
export type Fault = Omit<Failure, 'workflow' | 'cell'>;

export const fault = (rule: Rule, counterexample: string): Fault => ({ rule, counterexample });
