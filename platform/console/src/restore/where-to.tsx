import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { manifestQuery } from '../api/queries';
import type { TargetKind } from '../api/restore';
import type { Plan } from '../api/types';
import { Choice, Field } from '../design/field';
import { Loading, ProblemLine } from '../design/notice';
import { type Draft, targetsOf } from './order';
import { targetWords } from './looks';
import { tableNames } from './tables';

interface WhereToProps {
  plan: Plan;
  /** Folders below which it may be restored; null where that is not known. */
  roots: string[] | null;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

const meanings: Record<TargetKind, string> = {
  'new-database': 'Beside the others, under a new name. Nothing that is in use is touched.',
  'live-database':
    'Replaces a database that is in use, or puts single tables beside its own. Another person must approve; what is replaced is kept until you drop it.',
  folder: 'Below the folder for restores on the backup host. Nothing that is in use is touched.',
  'new-cluster':
    'A new PostgreSQL data folder below the folder for restores on the backup host. Nothing that is in use is touched.',
};

const nameLabels: Record<TargetKind, string> = {
  'new-database': 'Name of the new database',
  'live-database': 'Name of the database in use',
  folder: 'Folder',
  'new-cluster': 'Data folder',
};

function hints(kind: TargetKind, roots: string[] | null): string {
  if (kind === 'live-database') return 'Exactly as the server knows it.';
  if (kind === 'new-database' || roots === null) return 'It must not exist yet.';
  if (roots.length === 0)
    return 'Nothing may be restored into folders: name one in backup.restore.folders of the service’s settings.';
  return `It must not exist yet, and lie below ${roots.join(' or ')} on the host that restores.`;
}

export function WhereTo({ plan, roots, draft, onChange }: WhereToProps) {
  return (
    <div className="stack">
      <fieldset className="choices restore-targets">
        <legend className="only-read-aloud">Target</legend>
        {targetsOf(plan.source.kind).map((kind) => (
          <Choice
            key={kind}
            name="target"
            title={targetWords[kind]}
            checked={draft.kind === kind}
            onChoose={() => onChange({ ...draft, kind })}
          >
            {meanings[kind]}
          </Choice>
        ))}
      </fieldset>
      <Field
        label={nameLabels[draft.kind]}
        value={draft.names[draft.kind]}
        onChange={(event) =>
          onChange({ ...draft, names: { ...draft.names, [draft.kind]: event.target.value } })
        }
        hint={hints(draft.kind, roots)}
      />
      {draft.kind.endsWith('-database') && <Tables draft={draft} onChange={onChange} />}
    </div>
  );
}

/** Everything, or some of the tables that the manifest names. */
function Tables({ draft, onChange }: Pick<WhereToProps, 'draft' | 'onChange'>) {
  const [filter, setFilter] = useState('');
  const manifest = useQuery({
    ...manifestQuery(draft.runId ?? ''),
    enabled: draft.runId !== null && draft.tables !== null,
    retry: false,
  });
  const names = tableNames(manifest.data);
  const shown = names.filter((name) => name.toLowerCase().includes(filter.toLowerCase()));
  const chosen = draft.tables ?? [];
  const live = draft.kind === 'live-database';
  const toggle = (name: string) =>
    onChange({
      ...draft,
      tables: chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name],
    });
  return (
    <div className="stack">
      <fieldset className="choices restore-targets">
        <legend>What of it</legend>
        <Choice
          name="part"
          title="Everything"
          checked={draft.tables === null}
          onChoose={() => onChange({ ...draft, tables: null })}
        >
          {live && 'The database is replaced.'}
        </Choice>
        <Choice
          name="part"
          title="Rows of some tables"
          checked={draft.tables !== null}
          onChoose={() => onChange({ ...draft, tables: [] })}
        >
          {live
            ? 'Into a new schema of it, beside its own tables: nothing that is there is touched. Then copy by SQL what is missing.'
            : 'With the definitions of all.'}
        </Choice>
      </fieldset>
      {draft.tables !== null && (
        <>
          {manifest.isPending && draft.runId && <Loading what="the tables" />}
          {manifest.error && <ProblemLine what="Which tables it holds is not known" error={manifest.error} />}
          {manifest.data !== undefined && names.length === 0 && (
            <p className="soft">The manifest names no tables: choose everything.</p>
          )}
          {names.length > 8 && (
            <Field
              label="Find a table"
              type="search"
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
            />
          )}
          <div className="restore-tables" role="group" aria-label="Tables">
            {shown.map((name) => (
              <label key={name}>
                <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} />
                <code>{name}</code>
              </label>
            ))}
          </div>
          {names.length > 0 && (
            <p className="quiet" role="status">
              {chosen.length} of {names.length} tables chosen
            </p>
          )}
        </>
      )}
    </div>
  );
}
