/**
 * Functions that expressions may call, without the `$`: JSONata's own (docs.jsonata.org) and those that Step Functions
 * adds. Left out: `eval`, which Step Functions does not support; `hash`, `uuid` and `random`, which LocalStack
 * does not evaluate (ids and hashes are made in functions); `now` and `millis`, since time belongs to functions too.
 */
export const JSONATA_FUNCTIONS: ReadonlySet<string> = new Set(
  `string length substring substringBefore substringAfter uppercase lowercase trim pad contains split join match
  replace base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl
  number abs floor ceil round power sqrt formatNumber formatBase formatInteger parseInteger
  sum max min average boolean not exists count append sort reverse shuffle distinct zip
  keys lookup spread merge sift each error assert type map filter single reduce fromMillis toMillis
  parse partition range`.split(/\s+/),
);
