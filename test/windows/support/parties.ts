import type { Installation } from '../../integration/support/installation';

/** What can die. */
export type Party = 'api' | 'worker' | 'temporal';

/** All at the same moment, without a word. */
export async function killAll({ service, temporal }: Installation, killed: readonly Party[]): Promise<void> {
  await Promise.all(
    killed.map((party) => (party === 'temporal' ? temporal.kill() : service[party].end('SIGKILL'))),
  );
}

/** Temporal first: a worker waits for it. */
export async function startAgain(
  { service, temporal }: Installation,
  killed: readonly Party[],
): Promise<void> {
  if (killed.includes('temporal')) await temporal.start();
  const processes = (['api', 'worker'] as const).filter((party) => killed.includes(party));
  await Promise.all(processes.map((party) => service[party].start()));
}
