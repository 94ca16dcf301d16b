import { useQuery } from '@tanstack/react-query';
import { manifestPath, manifestQuery } from '../api/queries';
import { amount } from '../api/parse';
import { Card } from '../design/card';
import { count } from '../design/format';
import { CopyButton } from '../design/copy-button';
import { Icon } from '../design/icon';
import { Loading, ProblemNotice } from '../design/notice';
import './manifest.css';

export interface RestoreGuide {
  commands: string[];
  notes: string[];
  /** What the database held, as the manifest counted it; null when it does not say. */
  tables: number | null;
  rows: number | null;
}

/** Reads what the console shows of a manifest of format mooring-backup/1; the rest is for the download. */
export function restoreGuide(manifest: unknown): RestoreGuide {
  const restore = fields(fields(manifest)['restore']);
  const listed = fields(fields(manifest)['content'])['tables'];
  // A partitioned table's rows are its partitions' rows.
  const tables = Array.isArray(listed)
    ? listed.map(fields).filter((each) => each['kind'] !== 'partitioned')
    : null;
  const rows = tables?.map((table) => amount(table['rows'])) ?? [null];
  return {
    commands: texts(restore['commands']),
    notes: texts(restore['notes']),
    tables: tables && tables.length,
    rows: rows.includes(null) ? null : rows.reduce<number>((sum, each) => sum + (each ?? 0), 0),
  };
}

const fields = (value: unknown) =>
  (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
const texts = (value: unknown) =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

export function ManifestCard({ runId }: { runId: string }) {
  const manifest = useQuery({ ...manifestQuery(runId), retry: false });
  const { commands, notes, tables, rows } = restoreGuide(manifest.data);
  return (
    <Card
      title="Restore without Mooring"
      aside={
        manifest.data !== undefined && (
          <>
            {commands.length > 0 && (
              <CopyButton text={commands.join('\n')} what="commands" words="Copy all commands" />
            )}
            <a className="button button-small" href={manifestPath(runId)} download={`manifest-${runId}.json`}>
              <Icon name="download" /> Download manifest
            </a>
          </>
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
            {tables !== null && ` It holds ${count(tables, 'table')}`}
            {tables !== null && (rows === null ? '.' : ` with ${rows.toLocaleString('en-GB')} rows.`)}
          </p>
          <ol className="commands" aria-label="Restore commands">
            {commands.map((command, index) => (
              <li key={command}>
                <pre>{command}</pre>
                <CopyButton text={command} what={`command ${index + 1}`} />
              </li>
            ))}
          </ol>
          {notes.length > 0 && (
            <ul className="manifest-notes soft">
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Card>
  );
}
