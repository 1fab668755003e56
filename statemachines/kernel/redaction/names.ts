import type { PersonalSpan } from './span.ts';

const WORD = "\\p{Lu}[\\p{L}’'-]*(?:\\.(?=\\s?\\p{Lu}))?";
const PARTICLE = '(?:van|von|de|der|den|du|la|le|zu|el|al)';
const NAME = `(?<name>(?:${PARTICLE}[ \\t]+)*${WORD}(?:[ \\t]+(?:${PARTICLE}[ \\t]+){0,2}${WORD}){0,2})`;
const TITLE =
  '(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|M\\.|MM|Mme|Mlle|Me|Monsieur|Madame|Mademoiselle|Herrn?|Frau|Fr|Hr)\\.?(?=[ \\t])[ \\t]+';
const GREETING =
  '(?:Dear|Hi|Hello|Hey|Good (?:morning|afternoon|evening)|Bonjour|Bonsoir|Salut|Chers?|Ch[èe]res?|Hallo|Liebe[rs]?|Sehr geehrte[rs]?|Guten (?:Tag|Morgen|Abend)|Moin|Servus|Thanks|Thank you|Merci|Danke)';
const CLOSING =
  "(?:(?:best|kind|warm|many)?[ \\t]*(?:regards|wishes)|yours (?:sincerely|faithfully|truly)|sincerely|cheers|thanks|thank you|best|cordialement|bien (?:à vous|cordialement)|salutations(?: distingu[ée]es)?|amicalement|merci(?: d’avance| d'avance)?|mit (?:freundlichen|besten) gr[üu](?:ß|ss)en|(?:viele|beste|liebe|freundliche|sch[öo]ne) gr[üu](?:ß|ss)e|mfg|lg|vg|danke)";
const INTRODUCES =
  "(?:my name is|this is|i am called|signed(?: by)?|spoke (?:to|with)|je m['’]appelle|mon nom est|je suis|ich hei(?:ß|ss)e|mein name ist|hier (?:ist|spricht)|gezeichnet|sign[ée] par)";

const bound = '(?<![\\p{L}\\p{N}])';
/** After which a name may follow. */
const BEFORE = [
  new RegExp(`${bound}${GREETING}[ \\t]+`, 'giu'),
  new RegExp(`${bound}(?:${TITLE}){1,2}`, 'gu'),
  new RegExp(`${bound}${CLOSING}[ \\t]*[,.!–-]?[ \\t]*\\r?\\n+[ \\t]*`, 'giu'),
  new RegExp(`${bound}${INTRODUCES}[ \\t]+`, 'giu'),
];

/** What follows a salutation and names nobody. */
const NOBODY = new Set(
  'team support all everyone sir madam sirs folks there colleagues customer service sales accounts billing finance damen herren kundenservice kollegen kolleginnen zusammen messieurs mesdames madame monsieur tous toutes équipe equipe client cliente kunde kundin kundendienst the we i you our your please for wir ich sie bitte nous vous je la le les un une merci thanks herr frau it not no yes still very sorry kind best warm many regards mit viele cordialement beste liebe freundliche mfg at in on of and und et what how my mein mon ma notre unser can could is are was there this that dies das der die den es'.split(
    ' ',
  ),
);

/** The names that a text itself gives away by a salutation, a title, a closing or an introduction. */
export function namesSaidIn(text: string): string[] {
  const here = new RegExp(`(?:${TITLE}){0,2}${NAME}`, 'uy');
  return BEFORE.flatMap((before) => [...text.matchAll(before)]).flatMap(({ index, 0: found }) => {
    here.lastIndex = index + found.length;
    const words = (here.exec(text)?.groups?.['name'] ?? '').split(/[ \t]+/);
    const end = words.findIndex((word) => /^\p{Lu}/u.test(word) && NOBODY.has(word.toLowerCase()));
    const name = (end === -1 ? words : words.slice(0, end)).join(' ').replace(/[.’'-]+$/u, '');
    return name.length > 1 ? [name] : [];
  });
}

/** Where one of the names stands, whole or a part of it: as a word of its own, in whatever case where it is whole. */
export function namesIn(text: string, names: readonly string[]): PersonalSpan[] {
  const words = new Set(wordsOf(text));
  const isHere = (form: string) => wordsOf(form).every((word) => words.has(word));
  const wholes: string[] = [];
  const parts = new Map<string, string>();
  for (const name of new Set(names)) {
    if (isHere(name)) wholes.push(name);
    for (const part of name.split(/\s+/))
      if (part.length > 2 && !NOBODY.has(part.toLowerCase()) && !parts.has(part) && isHere(part)) parts.set(part, name);
  }
  const spansOf = (forms: readonly string[], flags: string, nameOf: (found: string) => string) =>
    forms.length === 0
      ? []
      : [...text.matchAll(anyOf(forms, flags))]
          .filter(({ 0: found }) => /\p{Lu}/u.test(found) || found.includes(' '))
          .map(({ index, 0: found }) => ({
            ...{ kind: 'name' as const, from: index, to: index + found.length },
            same: nameOf(found).toLowerCase().replace(/\s+/g, ' '),
          }));
  return [
    ...spansOf(wholes, 'giu', (found) => found),
    ...spansOf([...parts.keys()], 'gu', (found) => parts.get(found) ?? found),
  ];
}

/** One pattern for all of them, so that a text is read once however many there are; the longest that fits is found. */
function anyOf(forms: readonly string[], flags: string): RegExp {
  const longest = forms.toSorted((one, other) => other.length - one.length);
  const either = longest.map((form) => escaped(form).replace(/\s+/g, '\\s+')).join('|');
  return new RegExp(`${bound}(?:${either})(?![\\p{L}\\p{N}])`, flags);
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
