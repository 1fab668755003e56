/** What personal data are called in a placeholder. */
export type PersonalKind = 'email' | 'account' | 'card' | 'phone' | 'name';

/** Where one of them stands in a text. */
export interface PersonalSpan {
  readonly kind: PersonalKind;
  /** UTF-16 offsets, the end excluded. */
  readonly from: number;
  readonly to: number;
  /** Equal for all spellings of the same. */
  readonly same: string;
}
