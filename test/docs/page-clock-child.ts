/*
 * Loaded before the command when a page's examples are run: the clock starts where the page says, so that what is
 * printed is what stands on the page.
 */
const RealDate = Date;
const startedAt = RealDate.now();
const from = Number(process.env['PAGE_CLOCK_FROM']);
const speed = Number(process.env['PAGE_CLOCK_SPEED']);

function now(): number {
  return Math.floor(from + (RealDate.now() - startedAt) * speed);
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
  get: (target, key, receiver) => (key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)),
});
