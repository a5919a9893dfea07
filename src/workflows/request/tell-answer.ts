import type { Settlement } from './activities';
import type { RequestRun } from './run';

/** The organization hears what became of its request. Of a new address it hears once leads go there. */
export function tellAnswer(run: RequestRun, { outcome }: Settlement): void {
  if (run.state.kind === 'contact-change' && outcome === 'approved') return;
  run.tell('answered', 'Tell the organization what became of its request');
}

/** Old and new address and the single point of contact: nobody finds out by missing leads. */
export function tellNewAddress(run: RequestRun): void {
  run.tell('changed-new', 'Tell the new address that leads come to it');
  run.tell('changed-old', 'Tell the old address that leads go elsewhere');
  run.tell('changed-spoc', 'Tell the single point of contact of the new address');
}
