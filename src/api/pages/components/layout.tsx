import type { ComponentChildren, JSX } from 'preact';
import { render } from 'preact-render-to-string';
import { OWN_ASSETS_PATH, USWDS_PATH } from '../asset-paths';
import type { PageView } from '../view-models';
import { Footer, Header } from './frame';

interface LayoutProps {
  readonly view: PageView;
  /** Appears in tabs and browser histories. Never a consumer's name. */
  readonly title: string;
  readonly children: ComponentChildren;
}

export function Layout({ view, title, children }: LayoutProps): JSX.Element {
  const { program } = view;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${title} | ${program.exchangeName}`}</title>
        <link rel="icon" type="image/svg+xml" href={`${OWN_ASSETS_PATH}/favicon.svg`} />
        <link rel="stylesheet" href={`${USWDS_PATH}/css/uswds.min.css`} />
        <link rel="stylesheet" href={`${OWN_ASSETS_PATH}/assister.css`} />
        <link rel="stylesheet" href={`${OWN_ASSETS_PATH}/assignment.css`} />
        <link rel="stylesheet" href={`${OWN_ASSETS_PATH}/report.css`} />
        <link rel="stylesheet" href={`${OWN_ASSETS_PATH}/figures.css`} />
      </head>
      <body>
        <a class="usa-skipnav" href="#main-content">
          Skip to main content
        </a>
        <Header program={program} />
        <main id="main-content" class="grid-container al-main">
          {children}
        </main>
        <Footer program={program} />
      </body>
    </html>
  );
}

/** The whole document as text. */
export function renderPage(page: JSX.Element): string {
  return `<!doctype html>\n${render(page)}\n`;
}
