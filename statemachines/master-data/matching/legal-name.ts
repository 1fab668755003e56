/** Legal forms as they are left without full stops, in upper case, without accents; the ERP's module compares by the same. */
export const LEGAL_FORMS: ReadonlySet<string> = new Set(
  [
    'AB AG APS AS ASA BHD BV BVBA CO COMPANY CORP CORPORATION CV CVBA DOO',
    'EG EHF EIRL EK EOOD EURL EV GBR GESMBH GMBH HF INC INCORPORATED KFT KG',
    'KGAA LDA LIMITED LLC LLP LP LTD LTDA MBH NV NYRT OHG OOD OU OY OYJ PLC',
    'PTE PTY SA SARL SAS SASU SCA SCOP SCRL SCS SE SL SLU SNC SPA SPRL',
    'SPZOO SRL SRO UAB UG ULC ZRT',
  ].flatMap((line) => line.split(' ')),
);

/**
 * A company's name without what does not make another: case, accents, punctuation, the legal form at its end, also
 * written apart. `Société Générale-Bois, S.à r.l.` → `SOCIETE GENERALE BOIS`; a name of legal forms alone stays.
 */
export function legalName(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[.'’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const core = withoutForms(words);
  return (core.length > 0 ? core : words).join(' ');
}

function withoutForms(words: readonly string[]): readonly string[] {
  const from = words.findIndex((_, index) => LEGAL_FORMS.has(words.slice(index).join('')));
  return from === -1 ? words : withoutForms(words.slice(0, from));
}
