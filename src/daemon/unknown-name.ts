type UnknownKind = 'robot' | 'reminder' | 'delivery';

/** A robot or a reminder was asked for that the configuration does not know, or a delivery that the outbox does not. */
export class UnknownName extends Error {
  override readonly name = 'UnknownName';
  readonly kind: UnknownKind;
  readonly asked: string;

  constructor(kind: UnknownKind, asked: string) {
    super(`no ${kind} is called "${asked}"`);
    this.kind = kind;
    this.asked = asked;
  }
}
