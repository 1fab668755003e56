import { sayAs } from '../../kernel/controls/say.ts';
import type { Claim } from '../claim.ts';
import type { CreditControl } from '../credit-case.ts';
import type { ServiceContract } from '../facts.ts';

const say = sayAs('contract');
const terms = ['contract'];

/** A contract that is named is the customer’s, of that service, and in force while the incident lasted; a service level needs one. */
export const contract: CreditControl = {
  id: 'contract',
  owner: 'process-owner',
  find({ document, facts }) {
    const { contract: named, reason } = document;
    if (named === undefined) {
      const message = 'A service-level credit is what a contract promises: name the contract.';
      return reason === 'service-level' ? [say.reject({ code: 'CONTRACT-MISSING', message, terms })] : [];
    }
    if (!facts.contract || facts.contract.code !== named)
      return [
        say.reject({ code: 'CONTRACT-UNKNOWN', message: `No contract ${named} is on file.`, terms, actual: named }),
      ];
    return faultsOf(facts.contract, document, facts.customer?.id);
  },
};

function faultsOf(of: ServiceContract, { incident }: Claim, customer: string | undefined) {
  const { code, service, validFrom, validUntil } = of;
  const [first, last] = [incident.from.slice(0, 10), incident.until.slice(0, 10)];
  const inForce = validFrom <= first && (validUntil === undefined || last <= validUntil);
  const said = (finding: string, message: string, expected: string, actual: string) =>
    say.reject({ code: finding, message, terms, expected, actual });
  return [
    ...(customer === undefined || of.customer === customer
      ? []
      : [say.reject({ code: 'CONTRACT-OF-ANOTHER-CUSTOMER', message: `${code} is another customer’s.`, terms })]),
    ...(service === incident.service
      ? []
      : [said('SERVICE-DIFFERS', `${code} is about another service.`, service, incident.service)]),
    ...(inForce
      ? []
      : [
          said(
            'CONTRACT-NOT-IN-FORCE',
            `${code} was not in force during the incident.`,
            `${validFrom} to ${validUntil ?? 'further notice'}`,
            `${first} to ${last}`,
          ),
        ]),
  ];
}
