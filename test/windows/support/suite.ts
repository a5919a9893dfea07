import { contradictions, transactionsLeftOpen } from '../../integration/support/records';
import { install, type Installation } from '../../integration/support/installation';
import { eventually } from '../../support/eventually';
import { ACTS } from './acts';
import type { Party } from './parties';
import { REPORTS } from './reports';
import { REQUESTS } from './requests';
import { standInAll, type Round, type Stood } from './round';
import { STEPS } from './steps';
import type { Window } from './window';

export const WINDOWS: readonly Window[] = [...ACTS, ...REQUESTS, ...REPORTS, ...STEPS];

/** A connection for each transaction that stands at its commit, and some for all the others. */
export const ROOM = {
  DATABASE_POOL_SIZE: '90',
  WORKER_ACTIVITIES: '90',
  WORKER_LOCAL_ACTIVITIES: '90',
  LOG_LEVEL: 'info',
};

const SETTING_MS = 600_000;

/** The tests of one set of processes that die together. */
export function standWhileDying(killed: readonly Party[], windows: readonly Window[] = WINDOWS): void {
  let site: Installation;
  let round: Round;
  beforeAll(async () => {
    site = await install(undefined, undefined, ROOM);
    round = await standInAll(site, windows, killed);
  }, SETTING_MS);
  afterAll(() => site.stop());

  const cases = windows.flatMap(({ name }) =>
    (['committed', 'rolled back'] as const).map((outcome) => [name, outcome] as const),
  );
  const find = (name: string, outcome: string): Stood => {
    const found = round.stood.find((one) => one.window.name === name && one.outcome === outcome);
    if (found === undefined) throw new Error(`nobody stood in ${name}`);
    return found;
  };

  test.each(cases)('%s, %s: it happened once, and so did all that follows', (name, outcome) => {
    const { seen, window, nextStatus } = find(name, outcome);
    expect(seen).toEqual(window.then);
    expect([200, 201]).toContain(nextStatus);
  });

  test('whoever repeats a request has its first answer; nobody was told what was undone', () => {
    const told = round.stood.filter(({ prepared }) => prepared.ask !== undefined).map(answersOf);
    expect(told.filter(({ fault }) => fault !== null)).toEqual([]);
  });

  test('log, read model, places, escalations, acts, mails and workflows agree', async () => {
    expect(round.disagreed).toEqual([]);
    expect(await contradictions(site.db)).toEqual([]);
    // The service works on: a transaction of its own may be between two statements. One that was left never ends.
    await eventually(
      'no transaction to be left open',
      () => transactionsLeftOpen(site.db),
      (open) => open === 0,
    );
  });

  test('no log holds what is personal', () => {
    expect(site.leakedIntoLogs()).toEqual([]);
  });
}

function answersOf({ window, outcome, prepared, first, again }: Stood): {
  readonly about: string;
  readonly fault: string | null;
} {
  const about = `${window.name}, ${outcome}`;
  const isTaken = (status: number | undefined): boolean => status !== undefined && status < 300;
  if (!isTaken(again?.status)) return { about, fault: `repeated, it was answered ${JSON.stringify(again)}` };
  if (first === null || !isTaken(first.status)) {
    const refused = first !== null && first.status < 500;
    return { about, fault: refused ? `it was refused first: ${JSON.stringify(first)}` : null };
  }
  if (outcome === 'rolled back' && prepared.acknowledges !== undefined)
    return { about, fault: 'what was undone was acknowledged' };
  const same = JSON.stringify(first.body) === JSON.stringify(again?.body);
  return { about, fault: same ? null : `first ${JSON.stringify(first)}, then ${JSON.stringify(again)}` };
}
