import { join } from 'node:path';
import { codesOf, resolutionRules, termWords } from '../../src/domain/terms';
import { loadProgram } from '../../src/infra/program-file';

/** The words and rules of Minnesota's policy, as the service itself reads them. */
const { terms, exchange } = loadProgram(join(__dirname, '../../config/mnsure.json'));

export { terms };
export const { resolutions } = terms;
export const country = exchange.country;
export const rules = resolutionRules(terms);
export const RESOLUTIONS = codesOf(resolutions);
export const RESOLUTIONS_WITHOUT_CONTACT = rules.withoutContact;

export function resolutionWords(code: string): string {
  return termWords(resolutions, code);
}
