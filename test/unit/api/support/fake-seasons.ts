import { v7 as newId } from 'uuid';
import type {
  NewSeason,
  PeriodRecord,
  PlannedPeriod,
  SeasonAmendment,
  SeasonChange,
  SeasonEventRecord,
  SeasonRecord,
  SeasonStep,
  SeasonStore,
} from '../../../../src/api/season/ports';
import { DomainError } from '../../../../src/domain/errors';
import type { LocalDate } from '../../../../src/domain/time';

/** Keeps what it is told; the store's own refusals are tested on the real one. */
export class FakeSeasons implements SeasonStore {
  readonly records = new Map<string, SeasonRecord>();
  readonly history: (SeasonEventRecord & { seasonId: string })[] = [];
  readonly amendments: SeasonAmendment[] = [];
  readonly steps: { step: SeasonStep; reason: string; change: SeasonChange }[] = [];
  /** What the store throws the next time. */
  refusal: DomainError | null = null;

  async create(season: NewSeason, { actor, at }: Omit<SeasonChange, 'seasonId'>) {
    this.refuse();
    const record: SeasonRecord = {
      ...season,
      ...{ state: 'running', version: 1, createdAt: at },
      ...{ begunAt: null, endedAt: null, summarizedAt: null },
      opensOn: season.periods[0]?.from ?? ('' as LocalDate),
      closesOn: season.periods.at(-1)?.to ?? ('' as LocalDate),
      periods: season.periods.map(asRecord),
    };
    this.records.set(season.id, record);
    this.history.push({ id: newId(), seasonId: season.id, at, actor, type: 'created', data: {} });
    return record;
  }

  async find(id: string) {
    return this.records.get(id) ?? null;
  }

  async list({ state }: Parameters<SeasonStore['list']>[0]) {
    return [...this.records.values()].filter((record) => state === undefined || record.state === state);
  }

  async events(id: string) {
    return this.history.filter(({ seasonId }) => seasonId === id);
  }

  async amend(amendment: SeasonAmendment, { seasonId }: SeasonChange, expectedVersion: number | null) {
    this.refuse();
    const current = this.records.get(seasonId);
    if (current === undefined) return null;
    if (expectedVersion !== null && expectedVersion !== current.version) {
      throw new DomainError('version-conflict', `The current version is ${current.version}.`);
    }
    this.amendments.push(amendment);
    const { name = current.name, periods } = amendment;
    return this.put({ ...current, name, periods: periods?.map(asRecord) ?? current.periods });
  }

  async move(step: SeasonStep, reason: string, change: SeasonChange) {
    this.refuse();
    const current = this.records.get(change.seasonId);
    if (current === undefined) return null;
    this.steps.push({ step, reason, change });
    const state = ({ pause: 'paused', resume: 'running', end: 'ended' } as const)[step];
    return this.put({ ...current, state, endedAt: state === 'ended' ? change.at : null });
  }

  private put(changed: SeasonRecord): SeasonRecord {
    const record = { ...changed, version: changed.version + 1 };
    this.records.set(record.id, record);
    return record;
  }

  private refuse(): void {
    if (this.refusal !== null) throw this.refusal;
  }
}

function asRecord(period: PlannedPeriod, index: number): PeriodRecord {
  const reports = { prepared: 0, sent: 0, 'partially-returned': 0, late: 0, complete: 0 };
  return { ...period, id: newId(), number: index + 1, preparedAt: null, startedAt: null, reports };
}
