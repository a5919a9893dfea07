import { join } from 'node:path';
import { loadProgram } from '../../src/infra/program-file';
import { carriedPolicy } from '../../src/domain/referral/carried-policy';

/** The carriedPolicy that loaded referrals take along, as JSON. */
export function sampleTerms(root: string): string {
  return JSON.stringify(carriedPolicy(loadProgram(join(root, 'config', 'mnsure.json'))));
}

const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

function clock(days: number): string {
  const due = `at + interval '${days} days'`;
  return `jsonb_build_object('remindAt', to_char(${due} - interval '1 day', ${INSTANT}),
    'dueAt', to_char(${due}, ${INSTANT}), 'dueOn', to_char(${due}, 'YYYY-MM-DD'), 'proof', '{}'::jsonb)`;
}

/**
 * The log of a lead that was sent, for each row of `made` (id, assignment_id, organization_id, county, at: UTC, without
 * a zone): an INSERT for a WITH. Its carriedPolicy are the parameter `carriedPolicy`.
 */
export function sentLog(carriedPolicy: `$${number}`): string {
  return `
    INSERT INTO referral_events (referral_id, seq, type, at, actor, assignment_id, status, data)
    SELECT id, 1, 'received', at, 'crm', NULL::uuid, 'received', jsonb_build_object('need', jsonb_build_object(
      'assisterType', 'navigator', 'countyFips', county, 'countyName', 'Sample'), 'carriedPolicy', ${carriedPolicy}::jsonb) FROM made
    UNION ALL
    SELECT id, 2, 'assigned', at, 'system', assignment_id, 'received', jsonb_build_object('organizationId',
      organization_id, 'organizationName', 'Sample', 'hop', 1, 'languageMatch', true, 'load', 0) FROM made
    UNION ALL
    SELECT id, 3, 'sent', at, 'system', assignment_id, 'sent', jsonb_build_object('clocks', jsonb_build_object(
      'contact', ${clock(2)}, 'appointment', ${clock(14)}), 'acceptBy', NULL, 'unopenedAlertAt',
      to_char(at + interval '1 day', ${INSTANT})) FROM made`;
}
