import { describe, expect, it } from 'vitest';
import { runbookLink } from '../../lib/runbook.ts';

const shared = new URL('../../lib/stacks/RUNBOOK.md', import.meta.url);

describe('a link into a runbook', () => {
  it.each(['Nowhere', 'ledger tampered', 'Ledger'])('is refused for the heading %s, which is not there', (heading) => {
    expect(() => runbookLink(shared, heading)).toThrow(`lib/stacks/RUNBOOK.md has no heading "## ${heading}"`);
  });

  it('is a path in the repository with the heading’s anchor', () => {
    expect(runbookLink(shared, 'Ledger tampered')).toBe('lib/stacks/RUNBOOK.md#ledger-tampered');
  });
});
