import { useQuery } from '@tanstack/react-query';
import { manifestPath, manifestQuery } from '../api/queries';
import { Card } from '../design/card';
import { CopyButton } from '../design/copy-button';
import { Icon } from '../design/icon';
import { Loading, ProblemNotice } from '../design/notice';
import './manifest.css';

/** The commands a manifest carries, wherever its version put them; empty when it has none. */
export function restoreCommands(manifest: unknown): string[] {
  if (typeof manifest !== 'object' || manifest === null) return [];
  const fields = manifest as Record<string, unknown>;
  const found = fields['restoreCommands'] ?? fields['restore'] ?? null;
  if (typeof found === 'string') return found.split('\n').filter((line) => line.trim() !== '');
  if (Array.isArray(found)) return found.filter((line): line is string => typeof line === 'string');
  return typeof found === 'object'
    ? restoreCommands({ restore: (found as Record<string, unknown> | null)?.['commands'] })
    : [];
}

export function ManifestCard({ runId }: { runId: string }) {
  const manifest = useQuery({ ...manifestQuery(runId), retry: false });
  const commands = restoreCommands(manifest.data);
  return (
    <Card
      title="Restore without Mooring"
      aside={
        manifest.data !== undefined && (
          <a className="button button-small" href={manifestPath(runId)} download={`manifest-${runId}.json`}>
            <Icon name="download" /> Download manifest
          </a>
        )
      }
    >
      {manifest.isPending && <Loading what="the manifest" />}
      {manifest.error && (
        <ProblemNotice
          what="The manifest could not be read"
          error={manifest.error}
          retry={() => void manifest.refetch()}
        />
      )}
      {manifest.data !== undefined && commands.length === 0 && (
        <p className="soft">This manifest holds no commands. Download it to see what the backup contains.</p>
      )}
      {commands.length > 0 && (
        <div className="stack">
          <p className="soft">
            With the private key of one recipient, these commands restore the backup with stock tools alone.
          </p>
          <pre className="commands" tabIndex={0} aria-label="Restore commands">
            {commands.join('\n')}
          </pre>
          <div>
            <CopyButton text={commands.join('\n')} what="commands" words="Copy commands" />
          </div>
        </div>
      )}
    </Card>
  );
}
