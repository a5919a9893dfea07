import type { ProgramPolicy } from '../../src/domain/policy.js';

/** Of the ports, what is printed. */
export type PrintedPorts = Readonly<
  Record<'api' | 'temporal' | 'temporalUi' | 'smtp' | 'inbox' | 'postgres', { readonly port: number }>
>;

/** The addresses, and a request that starts a referral, ready to paste. The policy says what is a good lead here. */
export function banner(
  ports: PrintedPorts,
  publicUrl: string,
  apiKey: string,
  policy: Pick<ProgramPolicy, 'calendar' | 'example'>,
): string;
