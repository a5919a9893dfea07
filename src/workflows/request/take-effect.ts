import { change } from './proxies';
import type { RequestRun } from './run';
import { tellNewAddress } from './tell-answer';

/** On its day the organization is changed; after its last day it is put back. */
export async function takeEffect(run: RequestRun): Promise<void> {
  const { startsAt, endsAt } = run.terms;
  if (startsAt !== null) {
    run.move({ phase: 'dated' });
    await run.sleepUntil(startsAt, 'Takes effect');
  }
  await change.applyRequest.executeWithOptions({ summary: 'Change the organization' }, [run.command()]);
  if (run.state.kind === 'contact-change') tellNewAddress(run);
  if (endsAt === null) return;
  run.move({ phase: 'lasting' });
  await run.sleepUntil(endsAt, 'Ends');
  await change.restoreFormer.executeWithOptions({ summary: 'Put back what it was' }, [run.command()]);
}
