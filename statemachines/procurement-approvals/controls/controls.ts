import type { RequisitionControl } from '../requisition-case.ts';
import { budget } from './budget.ts';
import { company } from './company.ts';
import { exposure } from './exposure.ts';
import { lines } from './lines.ts';
import { people } from './people.ts';
import { price } from './price.ts';
import { quotes } from './quotes.ts';
import { splitting } from './splitting.ts';
import { vendor } from './vendor.ts';
import { wantedBy } from './wanted-by.ts';

/** Every control of a requisition, in the order in which a buyer would ask. All run; none skips another. */
export const procurementControls: readonly RequisitionControl[] = [
  company,
  people,
  vendor,
  lines,
  wantedBy,
  exposure,
  budget,
  price,
  quotes,
  splitting,
];
