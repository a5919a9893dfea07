import { dirname, join } from 'node:path';
import express, { type Router } from 'express';
import { noteRoute } from '../http/request-log';

export const OPENAPI_PATH = '/api/openapi.json';
const DOCS_PATH = '/api/docs';
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** Only for this page. Swagger UI has inline styles, draws its icons from data URLs, and sends requests to the API. */
const DOCS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Assister Leads API</title>
<link rel="stylesheet" href="${DOCS_PATH}/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="${DOCS_PATH}/swagger-ui-bundle.js"></script>
<script src="${DOCS_PATH}/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: ${JSON.stringify(OPENAPI_PATH)}, dom_id: '#swagger-ui', deepLinking: true });\n`;

/** A page to read and try the API with. Everything on it comes from this server. */
export function docsRouter(): Router {
  const router = express.Router();
  router.use(DOCS_PATH, (_request, response, next) => {
    noteRoute(response, DOCS_PATH);
    response.set('content-security-policy', DOCS_POLICY);
    next();
  });
  router.get(DOCS_PATH, (_request, response) => {
    response.type('html').send(PAGE);
  });
  router.get(`${DOCS_PATH}/start.js`, (_request, response) => {
    response.type('js').send(START);
  });
  const folder = dirname(require.resolve('swagger-ui-dist/package.json'));
  for (const file of FILES) {
    router.get(`${DOCS_PATH}/${file}`, (_request, response) => {
      response.sendFile(join(folder, file), { cacheControl: false });
    });
  }
  return router;
}
