/** A robot or a reminder was asked for that the configuration does not know. */
export class UnknownName extends Error {
  override readonly name = 'UnknownName';
  readonly kind: 'robot' | 'reminder';
  readonly asked: string;

  constructor(kind: 'robot' | 'reminder', asked: string) {
    super(`no ${kind} is called "${asked}"`);
    this.kind = kind;
    this.asked = asked;
  }
}
