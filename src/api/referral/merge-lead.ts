import { isDeepStrictEqual } from 'node:util';
import type { Lead } from '../../domain/referral/lead';
import { AMENDABLE_PARTS, type AmendablePart } from '../../domain/vocabulary';
import type { LeadPatch } from './lead-patch';

/**
 * The whole lead with the changes in it, in the shape of POST's body and not validated yet. In consumer, address,
 * account and application, each field sent replaces that field, and null removes it. Everything else is replaced as a
 * whole. A new ZIP code without a county removes the county, and decides it.
 */
export function mergeLead(lead: Lead, patch: LeadPatch): object {
  const { countyFips: _fips, county, ...address } = lead.address;
  const moved = patch.address?.zip !== undefined && patch.address.zip !== address.zip;
  return {
    ...lead,
    ...patch,
    consumer: merged(lead.consumer, patch.consumer),
    address: merged(moved ? address : { ...address, county }, patch.address),
    account: merged(lead.account, patch.account),
    application: merged(lead.application, patch.application),
  };
}

/** The parts that have changed. */
export function changedParts(before: Lead, after: Lead): AmendablePart[] {
  return AMENDABLE_PARTS.filter((part) => !isDeepStrictEqual(plain(before[part]), plain(after[part])));
}

function merged(before: object, patch: object = {}): object {
  return Object.fromEntries(
    Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** As it is stored, without fields that are undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
