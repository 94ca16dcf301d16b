import { list, maybeFields, text } from '../api/narrow';

/** The tables of a manifest as "schema.table", sorted; a partition belongs to its table and is not named by itself. */
export function tableNames(manifest: unknown): string[] {
  return list(maybeFields(maybeFields(manifest)?.['content'])?.['tables'])
    .map(maybeFields)
    .flatMap((table) => {
      const schema = text(table?.['schema']);
      const name = text(table?.['name']);
      return schema && name && table?.['kind'] !== 'partition' ? [`${schema}.${name}`] : [];
    })
    .sort();
}
