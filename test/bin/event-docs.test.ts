import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventFiles } from '../../bin/event-docs/event-files.ts';
import { cloudEvent } from '../../statemachines/kernel/envelope.ts';
import { KERNEL_EVENTS } from '../../statemachines/kernel/events/kernel-events.ts';
import { outgoingEnvelope } from '../../statemachines/kernel/events/outgoing-event.ts';
import { registry } from '../../statemachines/registry.ts';

const docs = join(import.meta.dirname, '../../docs');
const written = new Map(
  readdirSync(join(docs, 'events')).map((name) => [name, readFileSync(join(docs, 'events', name), 'utf8')] as const),
);
const incoming = registry.flatMap(({ contracts }) => contracts);
const outgoing = [...KERNEL_EVENTS, ...registry.flatMap(({ outcomes }) => outcomes)];

/** Which files are missing, too many or not as the contracts make them. */
function staleFiles(found: ReadonlyMap<string, string>): string[] {
  const made = eventFiles(registry);
  return [...new Set([...found.keys(), ...made.keys()])].filter((name) => found.get(name) !== made.get(name));
}

describe('docs/events', () => {
  it('is as the contracts make it', () => {
    expect(staleFiles(written), 'is stale: regenerate it with `npm run docs:events`, and commit it').toEqual([]);
  });

  it.each([
    ['a file too many', (files: Map<string, string>) => files.set('gone.v1.schema.json', '{}')],
    ['a file that is missing', (files: Map<string, string>) => files.delete('envelope-in.schema.json')],
    [
      'a file that somebody changed',
      (files: Map<string, string>) => files.set('intake.accepted.v1.example.json', '{}'),
    ],
  ])('with %s is seen to be stale', (_, change) => {
    const files = new Map(eventFiles(registry));
    change(files);
    expect(staleFiles(files)).toHaveLength(1);
  });

  it('is linked from the page, file by file, and nothing that is not there', () => {
    const page = readFileSync(join(docs, 'events.md'), 'utf8');
    const links = [...page.matchAll(/\]\(events\/([^)]+)\)/g)].map(([, name]) => String(name));
    expect([...new Set(links)].sort()).toEqual([...written.keys()].sort());
  });

  it.each([
    ...incoming.map((contract) => [contract.type, contract, cloudEvent] as const),
    ...outgoing.map((contract) => [contract.type, contract, outgoingEnvelope] as const),
  ])('has an example of %s that its schema and its envelope take', (type, { schema }, envelope) => {
    const event = envelope.parse(JSON.parse(written.get(`${type}.example.json`) ?? ''));
    expect(event.type).toBe(type);
    expect(schema.safeParse(event.data).error).toBeUndefined();
  });

  it.each(outgoing.map(({ type }) => type))('has the schema that %s names', (type) => {
    const example = JSON.parse(written.get(`${type}.example.json`) ?? '') as { dataschema: string };
    const schema = JSON.parse(written.get(`${type}.schema.json`) ?? '') as { $id: string };
    expect(schema.$id).toBe(example.dataschema);
  });
});
