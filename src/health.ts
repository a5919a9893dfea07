/** What both processes say when they are asked whether they are ready for work. */

export type Probe = () => Promise<void>;

/** A dependency that answers and cannot be worked with as it is. Its message is shown to whoever asks: no secrets. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
}

export interface Readiness {
  readonly status: 'ready' | 'not-ready' | 'draining';
  readonly dependencies: Readonly<Record<string, 'up' | 'down'>>;
  /** Of those that are down, what their administrator has to do. */
  readonly reasons?: Readonly<Record<string, string>>;
}

interface Log {
  warn(fields: object, message: string): void;
}

const PROBE_MS = 2_000;

/** Told to stop: nothing new should be sent here, whatever the dependencies do. */
export const DRAINING: Readiness = { status: 'draining', dependencies: {} };

/**
 * Asks every dependency at once, but for `exclude`. One that does not answer is down after two seconds.
 */
export async function readReadiness(
  probes: Readonly<Record<string, Probe>>,
  log: Log,
  exclude?: string | null,
): Promise<Readiness> {
  const asked = Object.entries(probes).filter(([name]) => name !== exclude);
  const states = await Promise.all(
    asked.map(async ([name, probe]) => ({ name, ...(await stateOf(name, probe, log)) })),
  );
  const reasons = states.flatMap(({ name, reason }) => (reason === null ? [] : [[name, reason] as const]));
  return {
    status: states.every(({ state }) => state === 'up') ? 'ready' : 'not-ready',
    dependencies: Object.fromEntries(states.map(({ name, state }) => [name, state])),
    ...(reasons.length === 0 ? {} : { reasons: Object.fromEntries(reasons) }),
  };
}

interface State {
  readonly state: 'up' | 'down';
  readonly reason: string | null;
}

async function stateOf(name: string, probe: Probe, log: Log): Promise<State> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PROBE_MS} ms`)), PROBE_MS);
  });
  try {
    await Promise.race([probe(), late]);
    return { state: 'up', reason: null };
  } catch (error) {
    log.warn({ err: error, dependency: name }, 'a dependency is down');
    return { state: 'down', reason: error instanceof Unfit ? error.message : null };
  } finally {
    clearTimeout(timer);
  }
}
