import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { labelsOf, noPairs, noPairsWords, severities } from '../api/alert';
import { tryRoutes } from '../api/telling';
import { severityLooks } from '../alerts/looks';
import { Why } from '../alerts/why';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { Field } from '../design/field';
import { toInstant } from '../design/local-time';
import { ProblemNotice } from '../design/notice';
import { SelectField } from '../design/select-field';
import './routes.css';

const parts = ['severity', 'labels', 'source', 'at'] as const;
type Typed = Record<(typeof parts)[number], string>;

const orderOf = ({ severity, labels, source, at }: Typed) => ({
  severity,
  title: null,
  labels: labelsOf(labels),
  source: source.trim() || null,
  at: toInstant(at),
});

/** Asks the service what it would decide; nobody is told by that. What is asked stands in the address. */
export function TryIt() {
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState<Typed>({
    severity: search.get('severity') ?? 'critical',
    labels: search.get('labels') ?? '',
    source: search.get('source') ?? '',
    at: search.get('at') ?? '',
  });
  const tried = useMutation({ mutationFn: () => tryRoutes(orderOf(typed)) });
  // Whoever follows an address with a question wants its answer.
  useEffect(() => {
    if (search.has('severity')) tried.mutate();
    // Once, with the page.
  }, []);
  const wrong = noPairs(typed.labels);
  // What was asked before says nothing of what stands in the form now.
  const change = (part: (typeof parts)[number]) => (event: { target: { value: string } }) => {
    tried.reset();
    setTyped({ ...typed, [part]: event.target.value });
  };
  return (
    <Card title="What would happen to an alert?">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong.length > 0) return;
          setSearch(
            Object.fromEntries(parts.filter((each) => typed[each]).map((each) => [each, typed[each]])),
            { replace: true },
          );
          tried.mutate();
        }}
      >
        <div className="try-fields">
          <SelectField
            label="Severity"
            value={typed.severity}
            onChange={change('severity')}
            options={severities.map((each) => [each, severityLooks[each].words] as const)}
          />
          <Field
            label="Labels"
            placeholder="service=checkout team=shop"
            hint="name=value, with spaces between."
            fault={noPairsWords(typed.labels)}
            value={typed.labels}
            data-shortcut="filter"
            onChange={change('labels')}
          />
          <Field
            label="Source"
            hint="Who reports it; may be left empty."
            value={typed.source}
            onChange={change('source')}
          />
          <Field
            label="At"
            type="datetime-local"
            hint="Left empty: now."
            value={typed.at}
            onChange={change('at')}
          />
        </div>
        <p className="row">
          <Button
            type="submit"
            look="primary"
            busy={tried.isPending}
            blocked={wrong.length > 0 ? 'Every label needs its value' : null}
            showReason={false}
          >
            Look what would happen
          </Button>
          <span className="quiet">Nobody is told by looking.</span>
        </p>
        {tried.error && <ProblemNotice what="What would happen is not known" error={tried.error} />}
        <div role="status">{tried.data && <Why decision={tried.data} />}</div>
      </form>
    </Card>
  );
}
