import { dirname, join } from 'node:path';
import express, { type RequestHandler, type Router } from 'express';
import { noteRoute } from '../http/request-log';
import { OWN_ASSETS_PATH, USWDS_FOLDERS, USWDS_PATH } from './asset-paths';

const HOUR_MS = 3_600_000;

/** The pages' static files. They are the same for everybody, so browsers may keep them for a while. */
export function assetRouter(): Router {
  const router = express.Router();
  // The package's name resolves to its script, dist/js/uswds.min.js.
  const uswds = join(dirname(require.resolve('@uswds/uswds')), '..');
  router.use(OWN_ASSETS_PATH, (_request, response, next) => {
    noteRoute(response, `${OWN_ASSETS_PATH}/{file}`);
    response.removeHeader('cache-control');
    next();
  });
  for (const folder of USWDS_FOLDERS) {
    router.use(`${USWDS_PATH}/${folder}`, files(join(uswds, folder)));
  }
  router.use(OWN_ASSETS_PATH, files(join(__dirname, 'assets')));
  return router;
}

function files(folder: string): RequestHandler {
  return express.static(folder, { index: false, redirect: false, maxAge: HOUR_MS });
}
