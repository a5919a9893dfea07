import type { Response } from 'express';
import type { ApiClient } from './ports';
import type { ProblemStatus } from './problems';

/** What the steps of one request tell each other. */
export interface Locals {
  requestId?: string;
  /** The template of the route that answers. A raw path can hold a link's token. */
  route?: string;
  client?: ApiClient;
  /** Set on pages. Tells a person what went wrong. */
  renderError?: (status: ProblemStatus, reference: string) => string;
}

export function locals(response: Response): Locals {
  return response.locals as Locals;
}
