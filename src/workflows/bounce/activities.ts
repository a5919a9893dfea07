import type { Instant } from '../../domain/time';
import type { EscalationActivities } from '../shared/escalation-activities';
import type { BounceInput } from './messages';

/** What a mail that came back asks of the outside world. src/activities implements it. */
export interface BounceActivities extends EscalationActivities {
  /**
   * The address is not to be trusted any more, if it is still the organization's current one; otherwise somebody has
   * put it right already and nothing changes.
   */
  distrustAddress(command: {
    readonly messageId: string;
    readonly at: Instant;
  }): Promise<{ current: boolean }>;
  /** Brings the act to the referral. `rerouted`: the lead was unopened, so that its workflow sees to all the rest. */
  bringBounce(command: BounceInput & { readonly at: Instant }): Promise<{ rerouted: boolean }>;
}
