import { v7 as newId } from 'uuid';
import type {
  SeasonAmendment,
  SeasonChange,
  SeasonRecord,
  SeasonStep,
  SeasonStore,
} from '../../../api/season/ports';
import { DomainError } from '../../../domain/errors';
import type { PeriodDates } from '../../../domain/season/periods';
import type { SeasonEventType } from '../../../domain/season/events';
import type { LocalDate } from '../../../domain/time';
import type { SeasonState } from '../../../domain/vocabulary';
import type { Followed } from '../../../workflows/follow/plan';
import type { Waker } from '../../../workflows/follow/waker';
import { sayingWhenDown } from '../database/outages';
import { dayOf } from '../database/days';
import { markBehind } from '../followers/follower-rows';
import type { PrismaClient, Season } from '../generated/client';
import { inTransaction, onCommit, type Tx } from '../database/transaction';
import { newPeriod, replacePeriods } from './periods';
import { toEvent, withCounts, withPeriods } from './rows';

const STEPS: Record<
  SeasonStep,
  { readonly from: readonly SeasonState[]; readonly to: SeasonState; readonly type: SeasonEventType }
> = {
  pause: { from: ['running'], to: 'paused', type: 'paused' },
  resume: { from: ['paused'], to: 'running', type: 'resumed' },
  end: { from: ['running', 'paused'], to: 'ended', type: 'ended' },
};

/** Each change marks the season's follower as behind, and wakes it after the commit. */
export function createSeasonStore(prisma: PrismaClient, waker: Waker): SeasonStore {
  const changing = async <Record extends SeasonRecord | null>(
    why: SeasonEventType,
    change: (tx: Tx) => Promise<Record>,
  ): Promise<Record> => {
    const season = await inTransaction(prisma, change);
    if (season !== null) waker.wake({ kind: 'season', subjectId: season.id }, why);
    return season;
  };
  return sayingWhenDown<SeasonStore>({
    create: ({ id, periods, ...fields }, { actor, at }) =>
      changing('created', async (tx) => {
        await oneAtATime(tx);
        const days = outerDays(periods);
        await requireOwnDays(tx, { id, name: fields.name, ...days });
        await tx.season.create({
          data: {
            id,
            ...fields,
            ...asColumns(days),
            state: 'running',
            createdAt: at,
            periods: { create: periods.map(newPeriod) },
          },
        });
        await append(tx, { seasonId: id, actor, at }, 'created', { ...fields, periods });
        return existing(tx, id);
      }),

    find: (id) => find(prisma, id),

    async list({ state }, { after, limit }) {
      const rows = await prisma.season.findMany({
        where: {
          ...(state === undefined ? {} : { state }),
          ...(after === null ? {} : { id: { lt: after } }),
        },
        orderBy: { id: 'desc' },
        take: limit,
        include: withPeriods,
      });
      return withCounts(prisma, rows);
    },

    async events(id, { after, limit }) {
      const rows = await prisma.seasonEvent.findMany({
        where: { seasonId: id, ...(after === null ? {} : { id: { lt: after } }) },
        orderBy: { id: 'desc' },
        take: limit,
      });
      return rows.map(toEvent);
    },

    amend: (amendment, change, expectedVersion) =>
      changing('amended', async (tx) => {
        await oneAtATime(tx);
        const season = await lock(tx, change.seasonId);
        if (season === null) return null;
        requireOpen(season);
        if (expectedVersion !== null && expectedVersion !== season.version) {
          throw new DomainError('version-conflict', `The current version is ${season.version}.`);
        }
        await amend(tx, season, amendment, change);
        return existing(tx, season.id);
      }),

    move: (step, reason, change) =>
      changing(STEPS[step].type, async (tx) => {
        const season = await lock(tx, change.seasonId);
        if (season === null) return null;
        requireOpen(season);
        const { from, to, type } = STEPS[step];
        if (!(from as readonly string[]).includes(season.state)) {
          throw step === 'resume'
            ? new DomainError('season-not-paused', 'Only a paused season can be resumed.')
            : new DomainError('season-not-running', 'The season is paused already.');
        }
        const endedAt = to === 'ended' ? change.at : null;
        await tx.season.update({
          where: { id: season.id },
          data: { state: to, endedAt, version: { increment: 1 } },
        });
        await append(tx, change, type, { reason });
        const reports = await openReports(tx, season.id);
        await markBehind(tx, reports, change.at);
        onCommit(tx, () => reports.forEach((report) => waker.wake(report, type)));
        return existing(tx, season.id);
      }),
  });
}

async function amend(
  tx: Tx,
  season: Season,
  { name = season.name, periods, summaryAt, policyVersion }: SeasonAmendment,
  change: SeasonChange,
): Promise<void> {
  const former = { opensOn: dayOf(season.opensOn), closesOn: dayOf(season.closesOn) };
  const days = periods === undefined ? former : outerDays(periods);
  await requireOwnDays(tx, { id: season.id, name, ...days });
  const before =
    periods === undefined ? {} : { periods: await replacePeriods(tx, season.id, periods, change.at) };
  await tx.season.update({
    where: { id: season.id },
    data: {
      name,
      ...asColumns(days),
      version: { increment: 1 },
      ...(summaryAt === undefined ? {} : { summaryAt }),
    },
  });
  await append(tx, change, 'amended', {
    before: { name: season.name, ...before },
    after: { name, ...(periods === undefined ? {} : { periods: periods.map(onlyDates) }) },
    policyVersion,
  });
}

/** What a pause, its end, or the season's end holds up, sets free or ends. */
async function openReports(tx: Tx, seasonId: string): Promise<readonly Followed[]> {
  const rows = await tx.report.findMany({
    where: { period: { seasonId }, OR: [{ completedAt: null }, { sentAt: null }] },
    select: { id: true },
  });
  return rows.map(({ id }) => ({ kind: 'report', subjectId: id }));
}

/** Others who change it wait until this transaction has ended. */
async function lock(tx: Tx, id: string): Promise<Season | null> {
  await tx.$queryRaw`SELECT 1 FROM seasons WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.season.findUnique({ where: { id } });
}

/**
 * One at a time, because days and names are compared with those of all seasons: two at once would both find them free.
 * The table itself is not locked, because a worker that notes its progress would have to wait.
 */
async function oneAtATime(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('seasons'))`;
}

interface OwnDays {
  readonly id: string;
  readonly name: string;
  readonly opensOn: LocalDate;
  readonly closesOn: LocalDate;
}

/** A referral must be in only one season's reports. Throws DomainError `validation` and `seasons-overlap`. */
async function requireOwnDays(tx: Tx, { id, name, opensOn, closesOn }: OwnDays): Promise<void> {
  const others = { id: { not: id } };
  if ((await tx.season.count({ where: { ...others, name } })) > 0) {
    const errors = [{ path: 'name', message: 'is the name of another season' }];
    throw new DomainError('validation', 'Another season has this name.', { errors });
  }
  const overlapping = await tx.season.findFirst({
    where: {
      ...others,
      state: { not: 'ended' },
      opensOn: { lte: new Date(closesOn) },
      closesOn: { gte: new Date(opensOn) },
    },
    orderBy: { opensOn: 'asc' },
  });
  if (overlapping === null) return;
  const { name: other, opensOn: from, closesOn: to } = overlapping;
  throw new DomainError('seasons-overlap', `The season “${other}” has ${dayOf(from)} to ${dayOf(to)}.`);
}

/** Leaves out the instant of sending. An unchanged period keeps that, whatever the policy says now. */
function onlyDates({ from, to, sendOn, dueOn }: PeriodDates): PeriodDates {
  return { from, to, sendOn, dueOn };
}

function requireOpen({ state }: Season): void {
  if (state === 'ended') throw new DomainError('season-ended', 'The season has ended.');
}

function outerDays(periods: readonly { readonly from: LocalDate; readonly to: LocalDate }[]) {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a season has at least one period');
  return { opensOn: first.from, closesOn: last.to };
}

function asColumns({ opensOn, closesOn }: { readonly opensOn: LocalDate; readonly closesOn: LocalDate }) {
  return { opensOn: new Date(opensOn), closesOn: new Date(closesOn) };
}

async function append(
  tx: Tx,
  { seasonId, actor, at }: SeasonChange,
  type: SeasonEventType,
  data: object,
): Promise<void> {
  await tx.seasonEvent.create({ data: { id: newId(), seasonId, at, actor, type, data } });
  await markBehind(tx, [{ kind: 'season', subjectId: seasonId }], at);
}

async function find(prisma: PrismaClient | Tx, id: string): Promise<SeasonRecord | null> {
  const row = await prisma.season.findUnique({ where: { id }, include: withPeriods });
  if (row === null) return null;
  const [record] = await withCounts(prisma, [row]);
  return record ?? null;
}

async function existing(tx: Tx, id: string): Promise<SeasonRecord> {
  const record = await find(tx, id);
  if (record === null) throw new Error(`season ${id} is gone`);
  return record;
}
