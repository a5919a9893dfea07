import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';

/** The pages' own font, from the package that the pages serve it from: no machine's fonts are asked for. */
const FOLDER = join(dirname(require.resolve('@uswds/uswds')), '..', 'fonts', 'source-sans-pro');
const FONTS = ['regular', 'semibold'].map((weight) => join(FOLDER, `sourcesanspro-${weight}-webfont.ttf`));

/** Twice its natural size, so that it stays sharp on a good screen and on paper. */
const ZOOM = 2;

/** An SVG of ours as PNG. */
export function drawPicture(svg: string): Buffer {
  const drawing = new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: FONTS, defaultFontFamily: 'Source Sans Pro' },
    fitTo: { mode: 'zoom', value: ZOOM },
  });
  return drawing.render().asPng();
}
