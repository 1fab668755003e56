import { z } from 'zod';

/** Something that we call and that may be down, in one region: `erp-read`, `model/<id>`. */
export const dependency = z.strictObject({
  dependency: z.string().regex(/^(erp-read|model\/[^#\s]{1,150})$/, 'erp-read or model/<id of the register>'),
  region: z.string().regex(/^[A-Za-z0-9-]{1,40}$/, 'a region'),
});
export type Dependency = z.infer<typeof dependency>;

export const dependencyName = ({ dependency: name, region }: Dependency) => `${name}#${region}`;

/** The dependency of a name; `undefined` for a name that none has. */
export function dependencyOf(name: string): Dependency | undefined {
  const at = name.lastIndexOf('#');
  return dependency.safeParse({ dependency: name.slice(0, at), region: name.slice(at + 1) }).data;
}
