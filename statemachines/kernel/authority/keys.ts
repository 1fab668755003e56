/** Keys of the authority table. */
export const roleKey = (id: string) => `role#${id}`;
export const materialityKey = (company: string) => `materiality#${company}`;
export const fourEyesKey = (company: string) => `four-eyes#${company}`;
export const autonomyKey = (workflow: string, segment: string) => `autonomy#${workflow}#${segment}`;
export const personKey = (subject: string) => `person#${subject}`;
export const delegationsKey = (delegate: string) => `delegations#${delegate}`;
