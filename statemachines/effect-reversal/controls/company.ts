import type { ReversalControl } from '../reversal-case.ts';
import { sayAs } from './say.ts';

const say = sayAs('company');

/** The document is in the company that it was posted in, which is there. */
export const company: ReversalControl = {
  id: 'company',
  owner: 'finance-systems',
  find({ document: { company: asked }, facts }) {
    const { code, id } = facts.company ?? {};
    if (code === asked.code && id === asked.id) return [];
    const message = `${asked.code} is not the company that the ERP tells of: find out why.`;
    return [
      say.park({
        code: 'COMPANY-DIFFERS',
        message,
        expected: `${asked.code} (${asked.id})`,
        actual: `${code} (${id})`,
      }),
    ];
  },
};
