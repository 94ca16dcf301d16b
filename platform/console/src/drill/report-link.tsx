import { type Drill, drillReportPath } from '../api/drill';
import { Icon } from '../design/icon';

/** Opens the page that can be printed and filed. */
export function ReportLink({ drill }: { drill: Drill }) {
  return (
    <a className="button button-small" href={drillReportPath(drill.id)} target="_blank" rel="noopener">
      <Icon name="page" /> Report<span className="only-read-aloud"> of {drill.title}, in a new tab</span>
    </a>
  );
}
