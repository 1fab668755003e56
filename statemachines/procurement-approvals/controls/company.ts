import { sayAs } from '../../kernel/controls/say.ts';
import type { RequisitionControl } from '../requisition-case.ts';

const say = sayAs('company');

/** Company and cost centre are those of the ERP, and may be ordered for. */
export const company: RequisitionControl = {
  id: 'company',
  owner: 'finance-systems',
  find({ document, facts }) {
    if (!facts.company) {
      const message = `The ERP has no company of the code ${document.company}: say which one it is.`;
      return [say.park({ code: 'COMPANY-UNKNOWN', message, terms: ['company'], actual: document.company })];
    }
    const { costCentre } = facts;
    const terms = ['costCentre'];
    if (!costCentre) {
      const message = `${facts.company.name} has no cost centre of the code ${document.costCentre}: have it created, or say another.`;
      return [say.park({ code: 'COST-CENTRE-UNKNOWN', message, terms, actual: document.costCentre })];
    }
    if (costCentre.active) return [];
    const message = `The cost centre ${costCentre.name} is closed: say another.`;
    return [say.park({ code: 'COST-CENTRE-INACTIVE', message, terms, actual: costCentre.code })];
  },
};
