/** How both processes answer the question whether they are ready for work. */

export type Probe = () => Promise<void>;

/** A dependency that answers but cannot be used as it is. Whoever asks sees the message, so it has no secrets. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
}

export interface Readiness {
  readonly status: 'ready' | 'not-ready' | 'draining';
  readonly dependencies: Readonly<Record<string, 'up' | 'down'>>;
  /** What the administrator of a dependency that is down has to do. */
  readonly reasons?: Readonly<Record<string, string>>;
}

interface Log {
  warn(fields: object, message: string): void;
}

const PROBE_MS = 2_000;

/** The process was told to stop. Nothing new should be sent to it, whatever state its dependencies are in. */
export const DRAINING: Readiness = { status: 'draining', dependencies: {} };

/** Asks all dependencies except `exclude` at the same time. One that does not answer within two seconds is down. */
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
