import type { Act } from '../../../../src/domain/referral/commands';
import type { Actor } from '../../../../src/domain/referral/events';
import { instant, type Instant, type LocalDate } from '../../../../src/domain/time';
import type { Resolution } from '../../../../src/domain/terms';
import { DECLINE_REASONS, PAUSE_REASONS, WITHDRAW_REASONS } from '../../../../src/domain/vocabulary';
import type { Random } from './random';
import type { Store } from './store';
import { RESOLUTIONS } from '../../../support/minnesota-terms';

type Kind = Act['kind'];
type Bare<T> = T extends Act ? Omit<T, 'actId' | 'actor' | 'assignmentId'> : never;
type Chances = readonly (readonly [number, Kind])[];

/** Weighted so that most lives get somewhere before they end, and everything is tried everywhere now and then. */
const ANYTHING: Chances = [
  [3, 'open'],
  [3, 'accept'],
  [6, 'contact'],
  [6, 'appointment'],
  [5, 'resolution'],
  [3, 'decline'],
  [3, 'pause'],
  [4, 'resume'],
  [1, 'withdraw'],
  [3, 'amend'],
  [3, 'reassign'],
  [1, 'reopen'],
  [2, 'bounce'],
  [4, 'report'],
];
const WAITING: Chances = [
  [6, 'reassign'],
  [3, 'amend'],
  [1, 'withdraw'],
  [1, 'contact'],
];
const CLOSED: Chances = [
  [5, 'reopen'],
  [3, 'report'],
  [3, 'resolution'],
  [1, 'amend'],
  [1, 'open'],
  [1, 'bounce'],
];

const DAY_MS = 86_400_000;
/** Chicago, roughly: a date that is wrong by this is refused, as a person's own mistake would be. */
const WEST_MS = 6 * 3_600_000;

/** What a person does next: any act, by a link of now or of before, by a coordinator or the CRM. */
export function nextAct(random: Random, { state, assignments }: Store, actId: string, now: number): Act {
  const chances = state.phase === 'waiting' ? WAITING : state.phase === 'closed' ? CLOSED : ANYTHING;
  const kind = random.weighted(random.chance(0.1) ? ANYTHING : chances);
  const actor = actorOf(random, kind);
  const past = [...assignments.keys()];
  const stale = past[random.between(0, Math.max(0, past.length - 1))] ?? 'none';
  const mine = random.chance(0.9) ? (state.assignment?.id ?? stale) : stale;
  const byLink =
    actor === 'assister' ||
    kind === 'report' ||
    kind === 'bounce' ||
    (kind === 'reassign' && random.chance(0.3));
  const body = bodyOf(random, kind, { now, version: state.version });
  return { ...body, actId, actor, assignmentId: byLink ? mine : null };
}

function actorOf(random: Random, kind: Kind): Actor {
  switch (kind) {
    case 'withdraw':
    case 'amend':
      return random.chance(0.7) ? 'crm' : 'coordinator';
    case 'reassign':
    case 'reopen':
      return 'coordinator';
    case 'bounce':
      return 'system';
    default:
      return random.chance(0.75) ? 'assister' : 'coordinator';
  }
}

function bodyOf(
  random: Random,
  kind: Kind,
  { now, version }: { readonly now: number; readonly version: number },
): Bare<Act> {
  switch (kind) {
    case 'contact':
      return { kind, made: random.chance(0.65), on: dayNear(random, now) };
    case 'appointment': {
      const held = random.chance(0.4);
      return { kind, held, at: timeNear(random, now, held) };
    }
    case 'resolution':
      return { kind, resolution: resolutionOf(random) };
    case 'decline':
      return { kind, reason: random.one([...DECLINE_REASONS]) };
    case 'pause':
      return { kind, reason: random.one([...PAUSE_REASONS]) };
    case 'withdraw':
      return { kind, reason: random.one([...WITHDRAW_REASONS]) };
    case 'amend': {
      const need = {
        assisterType: 'navigator',
        countyFips: random.one(['1', '2']),
        countyName: 'Sample',
      } as const;
      const expectedVersion = random.chance(0.2) ? version - random.between(0, 1) : null;
      return { kind, parts: ['address'], need: random.chance(0.6) ? need : null, expectedVersion };
    }
    case 'reassign':
      return { kind, directedTo: random.chance(0.5) ? null : random.one(['A', 'B', 'C', 'D', 'E']) };
    case 'bounce':
      return { kind, smtpCode: 550 };
    case 'report': {
      const contactMade = random.chance(0.65);
      const resolution = random.chance(0.5) ? resolutionOf(random) : null;
      return { kind, contactMade, contactOn: contactMade ? dayNear(random, now) : null, resolution };
    }
    case 'open':
    case 'accept':
    case 'resume':
    case 'reopen':
      return { kind };
    default:
      return kind satisfies never;
  }
}

function resolutionOf(random: Random): Resolution {
  return random.one<Resolution>([...RESOLUTIONS, 'contact-made-appointment-scheduled', 'unable-to-contact']);
}

function dayNear(random: Random, now: number): LocalDate {
  const days = random.weighted([
    [60, 0],
    [20, -1],
    [10, -4],
    [5, -20],
    [5, 1],
  ]);
  return instant(now - WEST_MS + days * DAY_MS).slice(0, 10) as LocalDate;
}

function timeNear(random: Random, now: number, held: boolean): Instant {
  const hours = random.one([1, 20, 70, 200, 500]);
  // Now and then the wrong way round.
  return instant(now + (held === random.chance(0.95) ? -hours : hours) * 3_600_000);
}
