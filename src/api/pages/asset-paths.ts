/** Where the pages expect their static files. The pages load nothing from anywhere else. */
export const USWDS_PATH = '/assets/uswds';
export const OWN_ASSETS_PATH = '/assets';

/** The folders in `dist` of `@uswds/uswds` that are served under USWDS_PATH. Its CSS names fonts and images. */
export const USWDS_FOLDERS = ['css', 'fonts', 'img'] as const;

/**
 * All that the pages need: own CSS, fonts and images, own forms. No script runs and no style is inline. So text that
 * slips through as markup could still do nothing.
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
