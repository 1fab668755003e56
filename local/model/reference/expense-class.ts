import type { Subject } from './invoice-subject.ts';

/** First match wins; English, German, French, Dutch, Italian and Spanish stems. */
const CLASSES: readonly (readonly [name: string, words: RegExp])[] = [
  ['freight', /\b(freight|shipping|transport|courier|fracht|versand|porto|livraison|vracht|spedizione)/],
  ['energy', /\b(electric|energy|energie|strom|erdgas|natural gas|gaz|électricité|kwh|heating|heizöl|fuel|diesel)/],
  ['telecommunications', /\b(telecom|telephone|telefon|mobile plan|broadband|internet access|glasfaser|fibre line)/],
  ['software', /\b(software|licen[cs]|lizenz|saas|subscription|cloud|hosting|abonnement logiciel)/],
  ['rent', /\b(rent|miete|lease|leasing|loyer|huur|affitto|alquiler)\b/],
  ['insurance', /\b(insurance|versicherung|assurance|verzekering|assicurazione|seguro)/],
  ['travel', /\b(hotel|flight|flug|train ticket|travel|reise|taxi|hébergement)/],
  ['marketing', /\b(advert|marketing|werbung|campaign|kampagne|publicité|trade fair|messe)/],
  [
    'professional-services',
    /\b(consult|berat|audit|legal|rechtsanwalt|lawyer|notar|tax advice|steuerberat|conseil|advies)/,
  ],
  ['maintenance', /\b(maintenance|wartung|repair|reparatur|inspection|entretien|onderhoud|service contract)/],
  ['equipment', /\b(machine|maschine|laptop|notebook|server|printer|drucker|vehicle|fahrzeug|forklift|monitor)/],
  [
    'other-services',
    /\b(service|dienstleistung|cleaning|reinigung|training|schulung|prestation|labou?r|hours?\b|stunden)/,
  ],
  [
    'goods',
    /\b(material|screw|schraube|paper|papier|steel|stahl|bolt|cable|kabel|part|teil|box|karton|packag|goods|ware)/,
  ],
];

/** The class of most of the net amount, and whether any word told it. */
export function expenseClassOf({ lines, order }: Subject): { readonly name: string; readonly told: boolean } {
  const weight = new Map<string, number>();
  for (const { name, description, net } of lines) {
    const words = `${name ?? ''} ${description ?? ''}`.toLowerCase();
    const found = CLASSES.find(([, pattern]) => pattern.test(words))?.[0];
    if (found) weight.set(found, (weight.get(found) ?? 0) + Math.abs(net ?? 0) + 1e-9);
  }
  const [heaviest] = [...weight].sort(([, a], [, b]) => b - a);
  if (heaviest) return { name: heaviest[0], told: true };
  return { name: order ? 'goods' : 'other', told: false };
}
