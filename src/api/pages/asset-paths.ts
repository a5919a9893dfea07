/** Where the pages expect their static files. The pages load nothing from anywhere else. */
export const USWDS_PATH = '/assets/uswds';
export const OWN_ASSETS_PATH = '/assets';

/** What is served under USWDS_PATH, of the folder `dist` of `@uswds/uswds`: its CSS names fonts and images. */
export const USWDS_FOLDERS = ['css', 'fonts', 'img'] as const;

/**
 * All that the pages need: own CSS, fonts and images, own forms. No script runs and no style stands inline, so
 * text that slips through as markup could still do nothing.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
