import { setImmediate } from 'node:timers/promises';
import { type EpochMs, SECOND, toEpochMs } from '../schedule/instant.ts';
import { type Agenda, earlier, fallBehind, isClear, lookAround } from './agenda.ts';
import type { DispatcherOptions } from './dispatcher.ts';
import type { Fleet } from './fleet.ts';
import type { Flights, Landing } from './flights.ts';
import type { Life } from './membership.ts';
import type { ClaimAnswer, ClaimRequest, LaneConfig, LaneToServe } from './outbox.ts';
import { upkeep, type UpkeepParts } from './upkeep.ts';

/** An attempt that takes longer, in ms, makes the limiter let fewer through than it could. */
const SLOW = 2 * SECOND;
/** Of so many lanes one commit writes down the next attempts. */
const LANES_AT_ONCE = 128;

export interface RoundParts extends UpkeepParts, Required<Pick<DispatcherOptions, 'clock' | 'robots' | 'isSound'>> {
  readonly flights: Flights;
  readonly agenda: Agenda;
  /** Nothing is claimed any more. */
  readonly stopping: AbortSignal;
}

/** What a dispatcher does again and again: records what has ended, looks after the agenda, starts what may start. */
export class Round {
  readonly #parts: RoundParts;
  #fleet: Fleet | undefined;
  #lastCounter: number | undefined;
  #lastNow: EpochMs;

  constructor(parts: RoundParts) {
    this.#parts = parts;
    this.#lastNow = parts.clock.now();
  }

  /** What the store had counted when the last round began. */
  get counter(): number | undefined {
    return this.#lastCounter;
  }

  /** Returns when there is something to do next; `undefined` = nothing waits. */
  async turn(): Promise<EpochMs | undefined> {
    const { agenda, flights, stopping, clock, isSound } = this.#parts;
    await flights.gather();
    if (await this.#isPlainSailing()) return this.#sailOn();
    await this.#record();
    if (stopping.aborted) return undefined;
    const at = clock.read();
    if (!isSound(at)) return toEpochMs(at.now + SECOND);
    const life = await this.#parts.membership.live();
    await this.#hearOfOthers();
    const fleet = this.#adoptFleet();
    await upkeep({ ...this.#parts, fleet, life, at: clock.read() });
    await this.#launchAll(fleet, life);
    agenda.wakeAt = await this.#nextWake(fleet, fleet.lanes, life);
    return earlier(agenda.wakeAt, agenda.tellAt);
  }

  /** All that has happened is that messages have been delivered: only their lanes can have something to do. */
  async #isPlainSailing(): Promise<boolean> {
    const { clock, agenda, flights, robots, stopping, outbox } = this.#parts;
    const now = clock.now();
    const isBack = now < this.#lastNow;
    this.#lastNow = now;
    const isUndisturbed = !stopping.aborted && !isBack && isClear(agenda, now) && robots() === this.#fleet;
    const isEarly = agenda.wakeAt === undefined || now < agenda.wakeAt;
    // One that was alone under way may have found out that this machine may send again: then all lanes may go on.
    const isInCompany = flights.busy > 1;
    // In a lane that is none any more the part after it, which has moved, would be nobody's.
    const isGood = flights.landings.every(
      ({ result: { becomes, lane } }) => becomes.state === 'delivered' && this.#fleet?.laneOf(lane) !== undefined,
    );
    if (!isUndisturbed || !isEarly || !isGood || !isInCompany || flights.landings.length === 0) return false;
    return (await outbox.changeCounter()) === this.#lastCounter;
  }

  /** A round for these lanes alone: in a crowded second, looking at hundreds of others would cost more than sending. */
  async #sailOn(): Promise<EpochMs | undefined> {
    const { agenda, flights, outbox, membership } = this.#parts;
    const fleet = this.#fleet as Fleet;
    const landings = [...flights.landings];
    // One whose flight was given back may have landed twice.
    const lanes = [...new Set(landings.flatMap(({ result }) => fleet.laneOf(result.lane) ?? []))];
    const life = await membership.live();
    const results = landings.map(({ result }) => result);
    const answer = await this.#ask(life, lanes, (request) => outbox.recordAndClaim(results, request));
    this.#landed(landings);
    this.#launch(fleet, life, answer);
    agenda.wakeAt = earlier(agenda.wakeAt, await this.#nextWake(fleet, lanes, life));
    return earlier(agenda.wakeAt, agenda.tellAt);
  }

  async #record(): Promise<void> {
    const { flights, outbox } = this.#parts;
    const landings = [...flights.landings];
    if (landings.length === 0) return;
    await outbox.record(landings.map(({ result }) => result));
    this.#landed(landings);
  }

  #landed(landings: readonly Landing[]): void {
    const { flights, agenda, clock, onEvent } = this.#parts;
    flights.recorded(landings.length);
    for (const { delivery, result, tookMs } of landings) {
      const { lane, outcome, becomes, laneBecomes } = result;
      onEvent({ kind: 'attempted', delivery, outcome, becomes, ...(laneBecomes && { laneBecomes }), tookMs });
      if (becomes.state !== 'delivered') lookAround(agenda, clock.now(), [lane]);
      else if (tookMs > SLOW) fallBehind(agenda, [lane]);
    }
  }

  async #hearOfOthers(): Promise<void> {
    const { outbox, agenda, clock, membership, onEvent } = this.#parts;
    const counter = await outbox.changeCounter();
    if (counter !== this.#lastCounter) {
      lookAround(agenda, clock.now());
      membership.look();
      if (this.#lastCounter !== undefined) onEvent({ kind: 'othersWrote' });
    }
    this.#lastCounter = counter;
  }

  #adoptFleet(): Fleet {
    const { robots, agenda, clock } = this.#parts;
    const fleet = robots();
    // It may name an owner where there was none, or a stricter limit.
    if (fleet !== this.#fleet) lookAround(agenda, clock.now());
    this.#fleet = fleet;
    return fleet;
  }

  /** Some lanes after the others: the first posts are on their way while the next attempts are written down. */
  async #launchAll(fleet: Fleet, life: Life): Promise<void> {
    const { outbox, stopping, flights } = this.#parts;
    for (let from = 0; from < fleet.lanes.length && !stopping.aborted; from += LANES_AT_ONCE) {
      if (from > 0) await setImmediate();
      if (flights.isBanned) return;
      const lanes = fleet.lanes.slice(from, from + LANES_AT_ONCE);
      this.#launch(fleet, life, await this.#ask(life, lanes, (request) => outbox.claim(request)));
    }
  }

  async #ask(
    life: Life,
    lanes: readonly LaneConfig[],
    claim: (request: ClaimRequest) => Promise<ClaimAnswer>,
  ): Promise<ClaimAnswer> {
    const { clock } = this.#parts;
    const at = clock.read();
    const answer = await claim({ at, member: life.id, lanes: this.#served(lanes) });
    if (answer.kind === 'claimed' && answer.claims.length > 0) life.renewed(at);
    return answer;
  }

  #launch(fleet: Fleet, life: Life, answer: ClaimAnswer): void {
    const { flights, membership, agenda, clock } = this.#parts;
    if (answer.kind === 'buried') {
      membership.lost(life);
      lookAround(agenda, clock.now());
      return;
    }
    for (const claim of answer.claims) {
      const { delivery } = claim;
      const fingerprint = fleet.laneOf(delivery.lane)?.fingerprint ?? '';
      const mayStart = (): boolean => life.mayStart() && !flights.isBanned;
      flights.launch(claim, { robot: fleet.robotFor(delivery), fingerprint, mayStart });
    }
    if (answer.claims.length > 0) membership.look();
  }

  #nextWake({ isWhole }: Fleet, lanes: readonly LaneConfig[], life: Life): Promise<EpochMs | undefined> {
    const { outbox, clock } = this.#parts;
    return outbox.nextWake({ at: clock.read(), lanes: this.#served(lanes), member: life.id, onlyThese: !isWhole });
  }

  #served(lanes: readonly LaneConfig[]): readonly LaneToServe[] {
    return lanes.map((lane) => {
      const patienceMs = this.#parts.membership.patienceMs(lane.lane);
      return patienceMs === 0 ? lane : { ...lane, patienceMs };
    });
  }
}
