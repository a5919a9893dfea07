import type { Program } from '../../../domain/program';
import type { CapacityMeaning } from '../../../domain/policy';
import type { Zone } from '../../../domain/time';

/** What every page needs: who speaks, and in whose zone instants are written. */
export interface PageSetting {
  readonly program: Program;
  readonly zone: Zone;
  readonly capacityMeans: CapacityMeaning;
}
