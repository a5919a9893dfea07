import { sleep } from '@temporalio/workflow';
import * as current from '../../../src/workflows';

/** A change that running workflows would not survive: one more command, before everything else. */
function changed<Args extends unknown[], Result>(run: (...args: Args) => Promise<Result>) {
  return async (...args: Args): Promise<Result> => {
    await sleep('1s');
    return run(...args);
  };
}

export const referral = changed(current.referral);
export const request = changed(current.request);
export const report = changed(current.report);
export const season = changed(current.season);
export const reroute = changed(current.reroute);
export const digest = changed(current.digest);
export const waitlist = changed(current.waitlist);
