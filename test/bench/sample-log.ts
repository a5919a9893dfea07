import { join } from 'node:path';
import { loadProgram } from '../../src/infra/program-file';
import { referralTerms } from '../../src/domain/referral/terms';

/** The terms that loaded referrals take along, as JSON. */
export function sampleTerms(root: string): string {
  return JSON.stringify(referralTerms(loadProgram(join(root, 'config', 'mnsure.json'))));
}

const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

function clock(days: number): string {
  const due = `at + interval '${days} days'`;
  return `jsonb_build_object('remindAt', to_char(${due} - interval '1 day', ${INSTANT}),
    'dueAt', to_char(${due}, ${INSTANT}), 'dueOn', to_char(${due}, 'YYYY-MM-DD'), 'proof', '{}'::jsonb)`;
}

/**
 * The log of a lead that was sent, for each row of `made` (id, assignment_id, organization_id, county, at: UTC, without
 * a zone): an INSERT for a WITH. Its terms are the parameter `terms`.
 */
export function sentLog(terms: `$${number}`): string {
  return `
    INSERT INTO referral_events (referral_id, seq, type, at, actor, assignment_id, status, data)
    SELECT id, 1, 'received', at, 'crm', NULL::uuid, 'received', jsonb_build_object('need', jsonb_build_object(
      'assisterType', 'navigator', 'countyFips', county, 'countyName', 'Sample'), 'terms', ${terms}::jsonb) FROM made
    UNION ALL
    SELECT id, 2, 'assigned', at, 'system', assignment_id, 'received', jsonb_build_object('organizationId',
      organization_id, 'organizationName', 'Sample', 'hop', 1, 'languageMatch', true, 'load', 0) FROM made
    UNION ALL
    SELECT id, 3, 'sent', at, 'system', assignment_id, 'sent', jsonb_build_object('clocks', jsonb_build_object(
      'contact', ${clock(2)}, 'appointment', ${clock(14)}), 'acceptBy', NULL, 'unopenedAlertAt',
      to_char(at + interval '1 day', ${INSTANT})) FROM made`;
}
