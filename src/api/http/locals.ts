import type { Response } from 'express';
import type { ApiClient } from './ports';
import type { ProblemStatus } from './problems';

/** What the steps of one request tell each other. */
export interface Locals {
  requestId?: string;
  /** Template of the route that answers: a raw path can hold a link's token. */
  route?: string;
  client?: ApiClient;
  /** Set on pages: how they tell a person what went wrong. */
  renderError?: (status: ProblemStatus, reference: string) => string;
}

export function locals(response: Response): Locals {
  return response.locals as Locals;
}
