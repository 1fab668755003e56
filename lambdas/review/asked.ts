/** Whom a reviewer may ask back. */
export const ASKED = ['reviewers', 'sender'] as const;
export type Asked = (typeof ASKED)[number];
