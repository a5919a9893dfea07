import type { JSX } from 'preact';
import { MILESTONE_STATE_WORDS } from '../../../domain/words';
import type { MilestoneState } from '../../../domain/vocabulary';

/** The state in words. The color only repeats it. */
export function MilestoneTag({ state }: { readonly state: MilestoneState }): JSX.Element {
  return <span class={`usa-tag al-tag al-tag--${state}`}>{MILESTONE_STATE_WORDS[state]}</span>;
}
