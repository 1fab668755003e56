import type { PersonalSpan } from './span.ts';

const LOCAL = "[\\p{L}\\p{N}][\\p{L}\\p{N}._%+'-]*";
const LABEL = '[\\p{L}\\p{N}][\\p{L}\\p{N}-]*';
const TOP = '\\p{L}{2,18}(?![\\p{L}\\p{N}-])';
const bracketed = (words: string) => `\\s?[[({<]\\s?(?:${words})\\s?[\\])}>]\\s?`;
const spoken = (words: string) => `\\s(?:${words})\\s`;
const AT = '@|at|arobase|chez|ät|klammeraffe';
const DOT = '\\.|dot|punkt|point';

/** As it is, with spaces around the sign, or written around so that machines should not see it. */
const FORMS = [
  `${LOCAL}\\s?@\\s?(?:${LABEL}\\.)+${TOP}`,
  `${LOCAL}(?:${bracketed(AT)})(?:${LABEL}(?:\\.|${bracketed(DOT)}|${spoken('dot|punkt|point')}))+${TOP}`,
  `${LOCAL}(?:@|${spoken('at|arobase|ät|klammeraffe')})(?:${LABEL}(?:${bracketed(DOT)}|${spoken('dot|punkt|point')}))+${TOP}`,
].map((form) => new RegExp(form, 'giu'));

/** Mail addresses, obfuscated ones among them. */
export function mailsIn(text: string): PersonalSpan[] {
  return FORMS.flatMap((form) =>
    [...text.matchAll(form)].map(({ index, 0: found }) => ({
      ...{ kind: 'email' as const, from: index, to: index + found.length },
      same: asAddress(found),
    })),
  );
}

function asAddress(found: string): string {
  return found
    .toLowerCase()
    .replace(new RegExp(`${bracketed(AT)}|${spoken('at|arobase|ät|klammeraffe')}`, 'u'), '@')
    .replace(new RegExp(`${bracketed(DOT)}|${spoken('dot|punkt|point')}`, 'gu'), '.')
    .replace(/\s/g, '');
}
