import type { ProgramPolicy } from '../../../src/domain/policy';
import { mnsure } from './world';

/** The program's own policy with other choices for routing. */
export function withRouting(choices: Partial<ProgramPolicy['routing']>): ProgramPolicy {
  return { ...mnsure, routing: { ...mnsure.routing, ...choices } };
}
