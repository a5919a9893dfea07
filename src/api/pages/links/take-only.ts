import type { Router } from 'express';
import { HttpError } from '../../http/problems';

/** Answers every other method on a page's path: 405, and what it takes. */
export function takeOnly(router: Router, path: string, allow: string): void {
  router.options(path, (_request, response) => {
    response.set('allow', allow).status(204).end();
  });
  router.all(path, () => {
    throw new HttpError('method-not-allowed', `This address takes ${allow}.`, { allow });
  });
}
