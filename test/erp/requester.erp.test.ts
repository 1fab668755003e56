import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningErp, startErp } from '../../erp/start.ts';
import { invoiceFactsFrom } from '../../lambdas/erp/tryton/read-invoice-facts.ts';
import { invoiceFacts } from '../../statemachines/invoice-processing/facts.ts';
import { ordering } from './ordering.ts';

let erp: RunningErp;
let at: ReturnType<typeof ordering>;
beforeAll(async () => {
  erp = await startErp({ port: 8238 });
  at = ordering(erp);
}, 500_000);
afterAll(() => erp?.stop());

it('an order is among those of who asked for it, of whatever cost centre and vendor the next one is', async () => {
  const payload = at.paper('CC-PLANT', 2, { requester: 'person-zed' });
  const { number } = await at.place(payload);
  const asked = { vendors: ['V-1002'], products: [] };
  const numbersFor = async (requester: string) =>
    (await at.factsOf('CC-IT', { ...asked, requester })).orders.map((order) => order.number);
  expect(await numbersFor('person-zed')).toContain(number);
  expect(await numbersFor('person-other')).not.toContain(number);
});

it('an order keeps whoever asked for it from countersigning its invoice: the register’s name goes with it, or the login', async () => {
  const requestOf = async (requester: string) => {
    const { number } = await at.place(at.paper('CC-PLANT', 1, { requester }));
    const query = { companyVat: 'FR41823456710', vendorVat: 'FR58512340985', orderNumbers: [number] };
    const read = await at.call('reader', 'invoice_facts', { ...query, fromDate: '2025-11-24' });
    const { acts } = invoiceFacts.parse(invoiceFactsFrom(read, []));
    return acts.filter(({ to }) => to === `order ${number}`).map(({ duty, by }) => `${duty} ${by}`);
  };
  expect(await requestOf('person-amara')).toEqual(['requisition person-amara']);
  expect(await requestOf('erp:lea')).toEqual(['requisition erp:lea']);
  expect(await requestOf('erp:gone')).toEqual(['requisition erp:gone']);
});
