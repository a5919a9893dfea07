import { dirname, join } from 'node:path';
import type { CalendarExhausted } from '../domain/business-calendar';
import { missingFromCalendar } from '../domain/calendar-ahead';
import type { BusinessCalendar, ProgramPolicy } from '../domain/policy';
import { DomainError } from '../domain/errors';
import { resolveCounty, type AreaTable } from '../domain/service-area';
import type { CountyTerm } from '../domain/terms';
import type { Instant } from '../domain/time';
import { readJsonFile } from './json-file';
import { areaSchema, programSchema } from './program-schema';

/** A policy or area file that cannot be used. The message names the file and every field that is wrong. */
export class ProgramFileError extends Error {
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(`${path}: ${reason}`);
    this.name = 'ProgramFileError';
  }
}

/** Reads and checks the policy file (PROGRAM_FILE) that a process is to work by from `now` on. Throws ProgramFileError. */
export function loadProgramToWorkBy(path: string, now: Instant): ProgramPolicy {
  const policy = loadProgram(path);
  const missing = missingFromCalendar(policy, now);
  if (missing !== null) throw new ProgramFileError(path, wayOut(policy.calendar, missing));
  return policy;
}

/** Reads and checks a policy file. Throws ProgramFileError. */
export function loadProgram(path: string): ProgramPolicy {
  return readJsonFile(path, programSchema, refused);
}

/** Reads and checks a state's area file (config/areas). `term`: the policy's word for its counties. Throws ProgramFileError. */
export function loadAreas(path: string, term: CountyTerm): AreaTable {
  return { ...readJsonFile(path, areaSchema, refused), term };
}

/** The area file of the policy's state: `areas/<state>.json` beside the policy file. Throws ProgramFileError. */
export function loadAreasOf(programFile: string, policy: ProgramPolicy): AreaTable {
  const file = join(dirname(programFile), 'areas', `${policy.exchange.state.toLowerCase()}.json`);
  const areas = loadAreas(file, policy.terms.county);
  assertExampleThere(programFile, policy, areas);
  return areas;
}

/** The example's address is shown to whoever reads the API's document: it has to be good. */
function assertExampleThere(programFile: string, { example }: ProgramPolicy, areas: AreaTable): void {
  try {
    resolveCounty(example.address, areas);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new ProgramFileError(programFile, `example.address: ${error.message}`);
  }
}

function refused(path: string, reason: string): ProgramFileError {
  return new ProgramFileError(path, reason);
}

function wayOut({ from, through }: BusinessCalendar, { date }: CalendarExhausted): string {
  const [field, does] = date < from ? ['from', `begins on ${from}`] : ['through', `ends on ${through}`];
  return (
    `calendar.${field}: the business calendar ${does}, but deadlines need ${date}. ` +
    `Add the closures of the missing years, set \`calendar.${field}\`, and raise \`version\`.`
  );
}
