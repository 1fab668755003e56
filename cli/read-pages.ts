/**
 * Reads a list page by page, to its end or as many pages as are read at most.
 * @param read the page after the `next` of the one before
 * @returns `more`: there are more pages than were read
 */
export async function readPages<Line>(
  most: number,
  read: (after: string | undefined) => Promise<{ readonly lines: readonly Line[]; readonly next?: string | undefined }>,
): Promise<{ readonly lines: Line[]; readonly more: boolean }> {
  const lines: Line[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < most; pages += 1) {
    const page = await read(after);
    lines.push(...page.lines);
    after = page.next;
    if (!after) break;
  }
  return { lines, more: after !== undefined };
}
