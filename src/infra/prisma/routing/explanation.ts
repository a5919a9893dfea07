import type {
  Candidate,
  Exclusion,
  ExclusionReason,
  RoutingExplanation,
} from '../../../domain/routing/rules';
import { instant, millis } from '../../../domain/time';

/**
 * A decision among a thousand organizations explains every one of them. As objects in jsonb this is 300 KB, which
 * PostgreSQL takes 15 ms to read, compress and write. One text for each column takes a quarter of that. Values are
 * separated by commas. Names, one on each line, are separated by line breaks.
 */
interface PackedExplanation extends Omit<RoutingExplanation, 'candidates' | 'excluded'> {
  readonly candidates: Columns<'ids' | 'names' | 'languageMatches' | 'loads' | 'lastAssigned'> &
    Partial<Columns<'given' | 'dayFull' | 'scarceLanguages' | 'keepsPlaces'>>;
  /** Spaces separate the reasons of one organization. */
  readonly excluded: Columns<'ids' | 'names' | 'reasons'>;
}

type Columns<Name extends string> = Readonly<Record<Name, string>>;

/** Loads, and what was given, are stored as whole numbers, multiplied by this. */
const LOAD_PARTS = 10_000;

/** As stored in `decisions.explanation`. */
export function packExplanation({ candidates, excluded, ...rest }: RoutingExplanation): string {
  const packed: PackedExplanation = {
    ...rest,
    candidates: {
      ids: column(candidates, ({ organizationId }) => organizationId),
      names: column(candidates, ({ name }) => name, '\n'),
      languageMatches: column(candidates, ({ languageMatch }) => (languageMatch ? 1 : 0)),
      dayFull: column(candidates, ({ dayFull }) => (dayFull ? 1 : 0)),
      scarceLanguages: column(candidates, ({ scarceLanguages }) => scarceLanguages),
      keepsPlaces: column(candidates, ({ keepsPlaces }) => (keepsPlaces ? 1 : 0)),
      loads: column(candidates, ({ load }) => Math.round(load * LOAD_PARTS)),
      given: column(candidates, ({ given }) => Math.round(given * LOAD_PARTS)),
      lastAssigned: column(candidates, ({ lastAssignedAt }) =>
        lastAssignedAt === null ? '' : millis(lastAssignedAt),
      ),
    },
    excluded: {
      ids: column(excluded, ({ organizationId }) => organizationId),
      names: column(excluded, ({ name }) => name, '\n'),
      reasons: column(excluded, ({ reasons }) => reasons.join(' ')),
    },
  };
  return JSON.stringify(packed);
}

/** What `packExplanation` stored, as PostgreSQL gives it back. */
export function unpackExplanation(stored: unknown): RoutingExplanation {
  const { candidates, excluded, ...rest } = stored as PackedExplanation;
  return { ...rest, candidates: unpackCandidates(candidates), excluded: unpackExclusions(excluded) };
}

function unpackCandidates(columns: PackedExplanation['candidates']): Candidate[] {
  const names = cells(columns.names, '\n');
  const languageMatches = cells(columns.languageMatches);
  const loads = cells(columns.loads);
  // Decisions before routing-3 do not have it.
  const given = cells(columns.given ?? '');
  // Decisions before routing-4 do not have these.
  const dayFull = cells(columns.dayFull ?? '');
  const scarceLanguages = cells(columns.scarceLanguages ?? '');
  const keepsPlaces = cells(columns.keepsPlaces ?? '');
  const lastAssigned = cells(columns.lastAssigned);
  return cells(columns.ids).map((organizationId, i) => ({
    organizationId,
    name: names[i] ?? '',
    languageMatch: languageMatches[i] === '1',
    dayFull: dayFull[i] === '1',
    scarceLanguages: Number(scarceLanguages[i] ?? 0),
    keepsPlaces: keepsPlaces[i] === '1',
    load: Number(loads[i]) / LOAD_PARTS,
    given: Number(given[i] ?? 0) / LOAD_PARTS,
    lastAssignedAt: lastAssigned[i] ? instant(Number(lastAssigned[i])) : null,
  }));
}

function unpackExclusions(columns: PackedExplanation['excluded']): Exclusion[] {
  const names = cells(columns.names, '\n');
  const reasons = cells(columns.reasons);
  return cells(columns.ids).map((organizationId, i) => ({
    organizationId,
    name: names[i] ?? '',
    reasons: (reasons[i] ?? '').split(' ') as ExclusionReason[],
  }));
}

function column<T>(rows: readonly T[], cell: (row: T) => string | number, separator = ','): string {
  return rows.map(cell).join(separator);
}

function cells(column: string, separator = ','): string[] {
  return column === '' ? [] : column.split(separator);
}
