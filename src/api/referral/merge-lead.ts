import { isDeepStrictEqual } from 'node:util';
import type { Lead } from '../../domain/referral/lead';
import { AMENDABLE_PARTS, type AmendablePart } from '../../domain/vocabulary';
import type { LeadPatch } from './lead-patch';

/**
 * The whole lead with the changes in it, in the shape of POST's body and not validated yet. Of consumer, address,
 * account and application each field sent replaces that field, null removes it; everything else is replaced as a
 * whole. Another ZIP code without a county leaves the county out, to be decided by that ZIP code; another phone number
 * leaves the extension of the old one out.
 */
export function mergeLead(lead: Lead, patch: LeadPatch): object {
  const { countyFips: _fips, county, ...address } = lead.address;
  const moved = patch.address?.zip !== undefined && patch.address.zip !== address.zip;
  const { phoneExtension: _extension, ...reached } = lead.consumer;
  const sameNumber = patch.consumer?.phone === undefined || patch.consumer.phone === reached.phone;
  return {
    ...lead,
    ...patch,
    consumer: merged(sameNumber ? lead.consumer : reached, patch.consumer),
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
