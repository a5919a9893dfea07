import { Layout, renderPage } from './components/layout';
import type { SessionExpiredView } from './view-models';

/** The page was open too long, or its address was opened without its link. */
export function renderSessionExpiredPage(view: SessionExpiredView): string {
  return renderPage(
    <Layout view={view} title="Please open this page again">
      <h1>Please open this page again</h1>
      <p class="al-lead">For safety, this page closes after some time.</p>
      <p>Press the link in your mail again. Everything that you recorded is saved.</p>
      <p>If you had typed something but not pressed the button, please type it again.</p>
    </Layout>,
  );
}
