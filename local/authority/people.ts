/** The sample people: subject, name, what the ERP calls them, and their appointments as role and companies. */
export const SAMPLE_PEOPLE = [
  ['person-amara', 'Amara Clerk', ['erp:amara'], [['clerk', ['*']]]],
  ['person-bruno', 'Bruno Clerk', ['erp:bruno'], [['clerk', ['MFR']]]],
  ['person-chloe', 'Chloé Manager', ['erp:chloe'], [['ap-manager', ['*']]]],
  ['person-dimitri', 'Dimitri Manager', ['erp:dimitri'], [['ap-manager', ['MFR']]]],
  ['person-elena', 'Elena Controller', [], [['controller', ['*']]]],
  ['person-farid', 'Farid Controller', [], [['controller', ['*']]]],
  ['person-grace', 'Grace Chief', [], [['cfo', ['*']]]],
  ['person-hugo', 'Hugo Chief', [], [['cfo', ['*']]]],
  ['person-sofia', 'Sofia Steward', ['erp:sofia'], [['steward', ['*']]]],
  ['person-tomas', 'Tomás Steward', ['erp:tomas'], [['steward', ['*']]]],
  ['person-ines', 'Inès Governor', [], [['governance', ['*']]]],
  ['person-jonas', 'Jonas Governor', [], [['governance', ['*']]]],
  ['person-kira', 'Kira Governor', [], [['governance', ['*']]]],
] as const satisfies readonly (readonly [
  subject: string,
  name: string,
  aliases: readonly string[],
  appointments: readonly (readonly [role: string, companies: readonly string[]])[],
])[];
