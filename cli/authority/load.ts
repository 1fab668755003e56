import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { allAuthorityItems } from '../../lambdas/shared/adapters/authority-table.ts';
import type { AuthorityItem } from '../../lambdas/shared/authority/proof/register.ts';
import { canonicalJson } from '../../statemachines/kernel/ids.ts';
import type { DATA_CLASSES } from '../../statemachines/kernel/signatures/classes.ts';
import { dataClassOf, dataDigests, signedPart } from '../../statemachines/kernel/signatures/content.ts';
import type { Standing } from '../../statemachines/kernel/signatures/standing.ts';

/** As many items as one transaction takes. */
const AT_ONCE = 100;

export interface Loaded {
  /** Keys that were written. */
  readonly written: readonly string[];
  /** Keys that governance changes in the ledger: there already, and left as they are. */
  readonly left: readonly string[];
}

interface Target {
  readonly dynamo: DynamoDBDocumentClient;
  readonly table: string;
  /**
   * Is told what the table would hold, before anything is written.
   * @throws whatever keeps it from being loaded
   */
  readonly check?: (set: readonly AuthorityItem[]) => void;
}

/**
 * Loads a whole set of authority data. What is signed replaces what was there, in its next version, and its signers
 * count as those who changed it; what governance changes is only written with the first set, before all that is signed.
 * Written in transactions of {@link AT_ONCE}: if one fails, loading again goes on from there.
 * @throws Error if the set is not what was signed, leaves out what is in the table, adds to a set that is there what
 * governance has to add, or somebody else changes it now; whatever `check` throws
 */
export async function loadAuthority(
  items: readonly AuthorityItem[],
  signed: readonly Standing[],
  { dynamo, table, check }: Target,
): Promise<Loaded> {
  const signers = signersOf(items, signed);
  const there = new Map((await allAuthorityItems(dynamo, table)).map((item) => [item.key, item]));
  const kept = new Set(items.map(({ key }) => key));
  if (kept.size < items.length) throw new Error('a key is in the files twice');
  const lost = [...there.keys()].filter((key) => dataClassOf(key) && !kept.has(key));
  if (lost.length > 0)
    throw new Error(`${lost.join(', ')}: in the table and in no file; a set is loaded whole: export it, and end terms`);
  const changed = items.filter((item) => differs(item, there.get(item.key)));
  const left = changed.filter(({ key }) => there.has(key) && !isLoadable(key)).map(({ key }) => key);
  const due = changed.filter(({ key }) => !left.includes(key)).toSorted((one, other) => place(one) - place(other));
  const added = due.filter(({ key }) => !there.has(key) && !isLoadable(key)).map(({ key }) => key);
  if (added.length > 0 && [...there.keys()].some(dataClassOf))
    throw new Error(`${added.join(', ')}: nobody signs it; once a set is loaded governance adds it in the ledger`);
  const next = due.map((item): AuthorityItem => {
    const of = dataClassOf(item.key);
    const before = (item['changedBy'] as readonly string[] | undefined) ?? [];
    const changedBy = of ? { changedBy: [...new Set([...before, ...signers[of]])] } : {};
    return { ...item, ...changedBy, version: Number(there.get(item.key)?.['version'] ?? 0) + 1 };
  });
  check?.([...new Map([...there, ...next.map((item) => [item.key, item] as const)]).values()]);
  for (let from = 0; from < next.length; from += AT_ONCE) {
    const TransactItems = next.slice(from, from + AT_ONCE).map((item) => {
      const was = Number(there.get(item.key)?.['version'] ?? 0);
      const condition = there.has(item.key)
        ? {
            ConditionExpression: 'version = :was',
            ExpressionAttributeValues: { ':was': was },
          }
        : { ConditionExpression: 'attribute_not_exists(#key)', ExpressionAttributeNames: { '#key': 'key' } };
      return { Put: { TableName: table, Item: item, ...condition } };
    });
    await dynamo.send(new TransactWriteCommand({ TransactItems }));
  }
  return { written: due.map(({ key }) => key), left };
}

const place = ({ key }: AuthorityItem) => (isLoadable(key) ? 1 : 0);

/** Signed data, and who is away: everything else changes in the ledger. */
const isLoadable = (key: string) => dataClassOf(key) !== undefined || key.startsWith('delegations#');

/** Whether what counts of an item is not what is there. */
function differs(item: AuthorityItem, there: AuthorityItem | undefined): boolean {
  if (!there) return true;
  const counts = (of: AuthorityItem): unknown => {
    if (dataClassOf(of.key)) return signedPart(of);
    const { version: _, changedBy: __, ...rest } = of;
    return rest;
  };
  return canonicalJson(counts(item)) !== canonicalJson(counts(there));
}

/** Who signed each class of this very set. */
function signersOf(items: readonly AuthorityItem[], signed: readonly Standing[]) {
  const digests = dataDigests(items);
  const of = (name: (typeof DATA_CLASSES)[number]): readonly string[] => {
    const standing = signed.find(({ class: other, missing }) => other === name && missing.length === 0);
    if (standing?.digest === digests[name]) return standing.signed.map(({ signer }) => signer);
    throw new Error(`${name}: what is to be loaded, digest ${digests[name]}, is not what was signed`);
  };
  return { limits: of('limits'), materiality: of('materiality') };
}
