import { z } from 'zod';
import {
  MILESTONE_NAMES,
  MILESTONE_STATES,
  REFERRAL_STATUSES,
  type MilestoneName,
  type MilestoneState,
} from '../../domain/vocabulary';
import { line, pageById } from '../http/fields';

const RUNNING: readonly MilestoneState[] = ['pending', 'due-soon', 'breached'];

const STATES = MILESTONE_STATES.join('|');

const milestone = z
  .string()
  .max(40)
  .meta({
    description:
      'Of the current assignment: `contact:breached` (this milestone in this state), `breached` (any milestone in this state) or `contact` (this milestone not settled yet)',
    example: 'contact:breached',
    pattern: `^((${MILESTONE_NAMES.join('|')})(:(${STATES}))?|${STATES})$`,
  })
  .transform((value, context) => {
    const parts = value.split(':');
    const name = MILESTONE_NAMES.find((candidate) => candidate === parts[0]);
    const stateText = name === undefined ? parts[0] : parts[1];
    const state = MILESTONE_STATES.find((candidate) => candidate === stateText);
    const wellFormed = name === undefined ? state !== undefined && parts.length === 1 : parts.length <= 2;
    if (!wellFormed || (stateText !== undefined && state === undefined)) {
      context.addIssue({ code: 'custom', message: 'must be a milestone, a state, or milestone:state' });
      return z.NEVER;
    }
    const names: readonly MilestoneName[] = name === undefined ? MILESTONE_NAMES : [name];
    return { names, states: state === undefined ? RUNNING : [state] };
  });

export const referralQuery = z.strictObject({
  status: z.enum(REFERRAL_STATUSES).optional(),
  organizationId: z.guid('must be a UUID').optional().meta({ description: 'It has the referral now' }),
  county: line(60).optional().meta({ description: 'Name or five-digit FIPS code' }),
  milestone: milestone.optional(),
  externalId: line(100).optional(),
  ...pageById,
});
