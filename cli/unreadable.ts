/** Input that can't be read: the command ends with exit code 2. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
